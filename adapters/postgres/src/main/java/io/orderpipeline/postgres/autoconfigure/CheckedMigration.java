package io.orderpipeline.postgres.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.Excerpt;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** Migrates the tables to this release on a server that is fit for orders, or refuses the start in one line. */
final class CheckedMigration implements FlywayMigrationStrategy {

    /** Flyway's own advice would be to adopt these tables as ours. */
    private static final String OTHERS_TABLES =
            "name a schema that no other application uses, with ?currentSchema=... in the URL, or another database";

    private final HikariDataSource pool;

    CheckedMigration(HikariDataSource pool) {
        this.pool = pool;
    }

    @Override
    public void migrate(Flyway flyway) {
        onServer(connection -> ServerCheck.requireWritable(connection, url()));
        try {
            Schema.laterVersion(flyway).ifPresent(version -> {
                throw refusal("start the release that made version " + version + " of these tables, or a later one");
            });
            refuseHiddenTables(flyway);
            flyway.migrate();
        } catch (FlywayException e) {
            throw refusal(
                    e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE
                            ? OTHERS_TABLES
                            : words(e));
        }
    }

    /** Whether there is nothing to migrate, on a server that is fit for orders. */
    boolean isDone(Flyway flyway) {
        onServer(connection -> {});
        try {
            refuseHiddenTables(flyway);
            return Schema.isThere(flyway);
        } catch (FlywayException e) {
            throw refusal(words(e));
        }
    }

    /** Also checks that the server is fit for orders. */
    private void onServer(Look look) {
        try (Connection connection = pool.getConnection()) {
            ServerCheck.require(connection, url());
            look.on(connection);
        } catch (SQLException e) {
            throw refusal("check the server and spring.datasource.*: "
                    + DatabaseException.beforeCommit(e).getMessage());
        }
    }

    private void refuseHiddenTables(Flyway flyway) {
        if (flyway.info().current() != null) {
            return;
        }
        onServer(connection -> Schema.hiddenTables(connection, isSchemaNamed(flyway))
                .ifPresent(schema -> {
                    throw refusal("the schema " + schema + " of this database has the tables of an order pipeline:"
                            + " name that schema, with ?currentSchema=... in the URL, or one for another pipeline");
                }));
    }

    private boolean isSchemaNamed(Flyway flyway) {
        return url().contains("currentSchema=")
                || pool.getSchema() != null
                || flyway.getConfiguration().getDefaultSchema() != null
                || flyway.getConfiguration().getSchemas().length > 0;
    }

    /** Its first line and the server's message; statements and positions in files follow these. */
    private static String words(FlywayException failure) {
        String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return Excerpt.of(Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(10)
                .filter(SQLException.class::isInstance)
                .findFirst()
                .map(cause -> first + ": "
                        + DatabaseException.beforeCommit((SQLException) cause).getMessage())
                .orElse(first));
    }

    private interface Look {
        void on(Connection connection) throws SQLException;
    }

    private PropertyRefusedException refusal(String advice) {
        return new PropertyRefusedException(DatabaseUrl.PROPERTY, url(), advice);
    }

    private String url() {
        return String.valueOf(pool.getJdbcUrl());
    }
}
