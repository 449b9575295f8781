package io.orderpipeline.postgres.autoconfigure;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Settings of Spring Boot that go with this store; any setting of the operator overrides them. */
final class PostgresDefaults implements EnvironmentPostProcessor {

    private static final Map<String, Object> SETTINGS = Map.of(
            // Without the database a service cannot work and should get no traffic.
            "management.endpoint.health.group.readiness.include", "readinessState,database",
            // Ours says the same in fewer words, and does not wait while the database is known to be unreachable.
            "management.health.db.enabled", "false",
            // An outage has two log lines, database.away and database.back; the pool would log each broken connection.
            "logging.level.com.zaxxer.hikari", "off");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if ("postgres".equals(environment.getProperty("pipeline.store"))) {
            environment.getPropertySources().addLast(new MapPropertySource("postgresDefaults", SETTINGS));
        }
    }
}
