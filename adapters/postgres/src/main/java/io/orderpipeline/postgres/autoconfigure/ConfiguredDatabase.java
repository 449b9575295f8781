package io.orderpipeline.postgres.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.startup.ServiceEnvironment;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.PoolSettings;
import io.orderpipeline.postgres.Schema;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/** The database that a service would use, for a command that works without a service. Thread-safe. */
public final class ConfiguredDatabase implements AutoCloseable {

    private final HikariDataSource pool;

    private ConfiguredDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Opens no connection yet.
     *
     * @throws io.orderpipeline.broker.startup.PropertyRefusedException when the configuration names none
     */
    public static ConfiguredDatabase of(ServiceEnvironment configuration) {
        Binder binder = Binder.get(configuration.properties());
        DataSourceProperties properties =
                binder.bindOrCreate("spring.datasource", Bindable.of(DataSourceProperties.class));
        HikariDataSource pool = new HikariDataSource();
        PoolSettings.applyToCommand(pool);
        pool.setJdbcUrl(DatabaseUrl.required(properties.getUrl()));
        pool.setUsername(properties.getUsername());
        pool.setPassword(properties.getPassword());
        binder.bind("spring.datasource.hikari", Bindable.ofInstance(pool));
        return new ConfiguredDatabase(pool);
    }

    /**
     * Creates the tables or migrates them to this release, as a service does at its start.
     *
     * @throws io.orderpipeline.broker.startup.PropertyRefusedException when a service could not start on it
     */
    public void createTables() {
        new CheckedMigration(pool).migrate(flyway());
    }

    /**
     * Whether it has the tables of this release; changes nothing.
     *
     * @throws io.orderpipeline.broker.startup.PropertyRefusedException when it cannot be reached
     */
    public boolean hasTables() {
        return new CheckedMigration(pool).isDone(flyway());
    }

    /** For statements that may take as long as they need. */
    public Database database() {
        return Database.ofCommand(pool);
    }

    /** Its address, without parameters that may be secret. */
    @Override
    public String toString() {
        return DatabaseUrl.shown(String.valueOf(pool.getJdbcUrl()));
    }

    @Override
    public void close() {
        pool.close();
    }

    private Flyway flyway() {
        return Schema.configure(Flyway.configure().dataSource(pool)).load();
    }
}
