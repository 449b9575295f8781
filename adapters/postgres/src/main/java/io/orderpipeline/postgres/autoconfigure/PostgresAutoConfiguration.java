package io.orderpipeline.postgres.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.startup.StartupAutoConfiguration;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.PoolSettings;
import io.orderpipeline.postgres.Schema;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/** The database of a service and its tables, configured by Spring's own {@code spring.datasource} and {@code spring.flyway}. */
@AutoConfiguration(
        after = StartupAutoConfiguration.class,
        before = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@ConditionalOnProperty(name = "pipeline.store", havingValue = "postgres")
@EnableConfigurationProperties(DataSourceProperties.class)
class PostgresAutoConfiguration {

    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource dataSource(DataSourceProperties properties) {
        HikariDataSource pool = new HikariDataSource();
        PoolSettings.applyTo(pool);
        pool.setPoolName("postgres");
        pool.setJdbcUrl(DatabaseUrl.required(properties.getUrl()));
        pool.setUsername(properties.getUsername());
        pool.setPassword(properties.getPassword());
        return pool;
    }

    @Bean
    FlywayConfigurationCustomizer ourMigrations() {
        return Schema::configure;
    }

    @Bean
    FlywayMigrationStrategy migration(HikariDataSource pool) {
        return new CheckedMigration(pool);
    }

    @Bean
    @DependsOnDatabaseInitialization
    Database database(HikariDataSource pool) {
        return new Database(pool);
    }

    @Bean
    ProcessName processName() {
        return ProcessName.ofThisStart();
    }

    @Bean
    @ConditionalOnClass(HealthIndicator.class)
    DatabaseHealth databaseHealthIndicator(Database database) {
        return new DatabaseHealth(database);
    }
}
