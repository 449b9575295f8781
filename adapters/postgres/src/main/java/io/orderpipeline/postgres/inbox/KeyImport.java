package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.RowCopy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Imports the keys of sent notifications from another store, in the connection's transaction.
 *
 * <p>Not thread-safe.
 */
public final class KeyImport {

    private static final int FETCHED_ROWS = 5_000;
    private static final String DONE = "true";

    private final KeySet copied = new KeySet();

    /** Inserts the keys as done into an empty table, and returns the number of distinct ones: the log they come from may repeat a key. */
    public long copy(Connection connection, Stream<NotificationKey> keys) throws SQLException {
        return RowCopy.into(
                connection,
                "processed_notifications (order_id, item_id, done)",
                keys.map(KeyImport::storable).filter(copied::add),
                key -> List.of(key.orderId(), key.itemId(), DONE));
    }

    /** Whether the table, whose keys are unique, holds exactly the keys that were copied. */
    public boolean isWhole(Connection connection) throws SQLException {
        return countDone(connection, copied::contains) == copied.size();
    }

    /** Whether the table holds every one of these keys as done. */
    public static boolean holds(Connection connection, Stream<NotificationKey> keys) throws SQLException {
        KeySet stored = new KeySet();
        countDone(connection, stored::add);
        try (keys) {
            return keys.allMatch(stored::contains);
        }
    }

    /** How many keys the table holds as done; -1 if one of them fails the test. */
    private static long countDone(Connection connection, Predicate<NotificationKey> test) throws SQLException {
        long count = 0;
        try (Statement select = connection.createStatement()) {
            select.setFetchSize(FETCHED_ROWS);
            try (ResultSet rows =
                    select.executeQuery("select order_id, item_id from processed_notifications where done")) {
                while (rows.next()) {
                    if (!test.test(KeyArrays.of(rows))) {
                        return -1;
                    }
                    count++;
                }
            }
        }
        return count;
    }

    private static NotificationKey storable(NotificationKey key) {
        if (!KeyArrays.isStorable(key)) {
            throw DatabaseException.refused(
                    "a key of an orderId with " + key.orderId().length()
                            + " characters and an itemId with " + key.itemId().length()
                            + " is too large for the database, or not valid text");
        }
        return key;
    }
}
