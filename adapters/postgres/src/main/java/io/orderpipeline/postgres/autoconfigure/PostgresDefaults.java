package io.orderpipeline.postgres.autoconfigure;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Settings of Spring Boot that go with this store, below all that an operator sets. */
final class PostgresDefaults implements EnvironmentPostProcessor {

    private static final Map<String, Object> SETTINGS = Map.of(
            // A service cannot work without the database, so it should get no traffic.
            "management.endpoint.health.group.readiness.include", "readinessState,database",
            // Our own says the same in fewer words, and waits for nothing while the database is known to be away.
            "management.health.db.enabled", "false",
            // An outage is told in two lines, database.away and database.back; the pool would show each broken
            // connection.
            "logging.level.com.zaxxer.hikari", "off");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if ("postgres".equals(environment.getProperty("pipeline.store"))) {
            environment.getPropertySources().addLast(new MapPropertySource("postgresDefaults", SETTINGS));
        }
    }
}
