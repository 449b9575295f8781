package io.orderpipeline.postgres.autoconfigure;

import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.DatabaseException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the database can be read and written. It is part of readiness: without it no request can be served. */
final class DatabaseHealth implements HealthIndicator {

    private final Database database;

    DatabaseHealth(Database database) {
        this.database = database;
    }

    @Override
    public Health health() {
        try {
            return database.read(DatabaseHealth::isStandby)
                    ? Health.down()
                            .withDetail("cause", "the server is a standby")
                            .build()
                    : Health.up().build();
        } catch (DatabaseException e) {
            return Health.down().withDetail("cause", e.getMessage()).build();
        }
    }

    private static boolean isStandby(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet server = statement.executeQuery("select pg_is_in_recovery()")) {
            server.next();
            return server.getBoolean(1);
        }
    }
}
