package io.orderpipeline.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The tables, in the first schema of the connection's search path. */
public final class Schema {

    private static final String MIGRATIONS = "classpath:io/orderpipeline/postgres/schema";

    /** The table of applied migrations. Not Flyway's usual name, which another application in the same database may use. */
    private static final String HISTORY = "order_pipeline_schema_history";

    private Schema() {}

    /** Sets where this release's migrations are and what Flyway may do. Uses the connections that were set before. */
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

    /** The version of a later release that has already changed these tables, if any: this release must not use them. */
    public static Optional<String> laterVersion(Flyway flyway) {
        for (MigrationInfo migration : flyway.info().applied()) {
            if (!migration.getState().isResolved()) {
                return Optional.of(String.valueOf(migration.getVersion()));
            }
        }
        return Optional.empty();
    }

    /**
     * Another schema that has the tables of a pipeline, for when the first one of the search path has none. A new schema, user or search
     * path may hide the tables: a service that created new ones would not see the orders in the old ones.
     *
     * @param named whether the operator named the schema: then other schemas may hold other pipelines, but not those further down the
     *     search path
     */
    public static Optional<String> hiddenTables(Connection connection, boolean named) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
            select n.nspname
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relname = ? and n.nspname is distinct from current_schema()
               and (not ? or n.nspname = any(current_schemas(false)))
             order by n.nspname limit 1\
            """)) {
            select.setString(1, HISTORY);
            select.setBoolean(2, named);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Whether the database has the tables of this release, all of them and no later ones. */
    public static boolean isThere(Flyway flyway) {
        return flyway.info().current() != null
                && flyway.info().pending().length == 0
                && laterVersion(flyway).isEmpty();
    }
}
