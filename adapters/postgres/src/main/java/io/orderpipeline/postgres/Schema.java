package io.orderpipeline.postgres;

import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The tables, in the first schema of the connection's search path. */
public final class Schema {

    private static final String MIGRATIONS = "classpath:io/orderpipeline/postgres/schema";

    /** The history of the migrations. Not Flyway's usual name, which another application in the same database may use. */
    private static final String HISTORY = "order_pipeline_schema_history";

    private Schema() {}

    /** Where this release's migrations are and what they may do, on the connections that it has. */
    public static FluentConfiguration configure(FluentConfiguration flyway) {
        DataSource connections = flyway.getDataSource();
        if (connections != null) {
            flyway.dataSource(Pooler.unpreparedBehindPooler(connections));
        }
        return flyway.locations(MIGRATIONS)
                .table(HISTORY)
                .ignoreMigrationPatterns(new String[0])
                .cleanDisabled(true);
    }

    /** The version of a later release that changed these tables already, if one did: this release must not use them. */
    public static Optional<String> laterVersion(Flyway flyway) {
        for (MigrationInfo migration : flyway.info().applied()) {
            if (!migration.getState().isResolved()) {
                return Optional.of(String.valueOf(migration.getVersion()));
            }
        }
        return Optional.empty();
    }

    /** Whether the database has the tables of this release, all of them and no later ones. */
    public static boolean isThere(Flyway flyway) {
        return flyway.info().current() != null
                && flyway.info().pending().length == 0
                && laterVersion(flyway).isEmpty();
    }
}
