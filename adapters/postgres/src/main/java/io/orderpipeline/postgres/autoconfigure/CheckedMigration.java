package io.orderpipeline.postgres.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.Excerpt;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** Brings the tables up to this release, on a server that can keep orders, or refuses the start in one line. */
final class CheckedMigration implements FlywayMigrationStrategy {

    /** Flyway would advise to take them for tables of ours. */
    private static final String OTHERS_TABLES =
            "name a schema without tables of something else, with ?currentSchema=... in"
                    + " the URL, or another database";

    private final HikariDataSource pool;

    CheckedMigration(HikariDataSource pool) {
        this.pool = pool;
    }

    @Override
    public void migrate(Flyway flyway) {
        checkServer();
        try {
            Schema.laterVersion(flyway).ifPresent(version -> {
                throw refusal("start the release that made version " + version + " of these tables, or a later one");
            });
            flyway.migrate();
        } catch (FlywayException e) {
            throw refusal(
                    e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE
                            ? OTHERS_TABLES
                            : firstLine(String.valueOf(e.getMessage())));
        }
    }

    /** Whether there is nothing to migrate, on a server that can keep orders. */
    boolean isDone(Flyway flyway) {
        checkServer();
        try {
            return Schema.isThere(flyway);
        } catch (FlywayException e) {
            throw refusal(firstLine(String.valueOf(e.getMessage())));
        }
    }

    private void checkServer() {
        try (Connection connection = pool.getConnection()) {
            ServerCheck.require(connection, url());
        } catch (SQLException e) {
            throw refusal("look at the server and at spring.datasource.*: "
                    + DatabaseException.beforeCommit(e).getMessage());
        }
    }

    /** What it says first; statements and places in files follow. */
    private static String firstLine(String message) {
        return Excerpt.of(message.lines().findFirst().orElse(""));
    }

    private PropertyRefusedException refusal(String advice) {
        return new PropertyRefusedException(DatabaseUrl.PROPERTY, url(), advice);
    }

    private String url() {
        return String.valueOf(pool.getJdbcUrl());
    }
}
