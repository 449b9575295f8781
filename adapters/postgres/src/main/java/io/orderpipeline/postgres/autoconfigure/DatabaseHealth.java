package io.orderpipeline.postgres.autoconfigure;

import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.DatabaseException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether orders can be read and stored. It is part of readiness: without the database no request can be served. */
final class DatabaseHealth implements HealthIndicator {

    /** Reads none of the tables, so that it waits for no lock on one. */
    private static final String LOOK = """
        select case when pg_is_in_recovery() then 'the server is a standby'
                    when current_setting('transaction_read_only') = 'on' then 'the database is read-only for this user'
                    when current_setting('fsync') <> 'on' then 'the server runs with fsync=' || current_setting('fsync')
               end,
               (select string_agg(name, ', ' order by name)
                  from unnest(array['commit_seq', 'dead_letter_changes', 'dead_letters', 'order_items', 'orders',
                                    'processed_notifications', 'relay_lease']) as wanted (name)
                 where to_regclass(quote_ident(name)) is null)\
        """;

    private final Database database;

    DatabaseHealth(Database database) {
        this.database = database;
    }

    @Override
    public Health health() {
        try {
            return database.read(DatabaseHealth::problem)
                    .map(cause -> Health.down().withDetail("cause", cause).build())
                    .orElseGet(() -> Health.up().build());
        } catch (DatabaseException e) {
            return Health.down().withDetail("cause", e.getMessage()).build();
        }
    }

    private static Optional<String> problem(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet server = statement.executeQuery(LOOK)) {
            server.next();
            String missing = server.getString(2);
            return Optional.ofNullable(missing == null ? server.getString(1) : "tables are missing: " + missing);
        }
    }
}
