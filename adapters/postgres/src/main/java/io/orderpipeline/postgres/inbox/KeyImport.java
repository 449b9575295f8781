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
 * Keys of sent notifications from another store, as rows. In the connection's transaction.
 *
 * <p>Not thread-safe.
 */
public final class KeyImport {

    private static final int FETCHED_ROWS = 5_000;
    private static final String DONE = "true";

    private final KeySet copied = new KeySet();

    /** Inserts the keys as done into an empty table; how many different ones there are: the log they come from may hold one twice. */
    public long copy(Connection connection, Stream<NotificationKey> keys) throws SQLException {
        return RowCopy.into(
                connection,
                "processed_notifications (order_id, item_id, done)",
                keys.map(KeyImport::storable).filter(copied::add),
                key -> List.of(key.orderId(), key.itemId(), DONE));
    }

    /** Whether the table, which holds no key twice, has exactly the keys that were copied. */
    public boolean isWhole(Connection connection) throws SQLException {
        return countDone(connection, copied::contains) == copied.size();
    }

    /** Whether every one of these keys is there as done. */
    public static boolean holds(Connection connection, Stream<NotificationKey> keys) throws SQLException {
        KeySet stored = new KeySet();
        countDone(connection, stored::add);
        try (keys) {
            return keys.allMatch(stored::contains);
        }
    }

    /** How many keys are there as done; -1 when the answer for one of them is no. */
    private static long countDone(Connection connection, Predicate<NotificationKey> question) throws SQLException {
        long count = 0;
        try (Statement select = connection.createStatement()) {
            select.setFetchSize(FETCHED_ROWS);
            try (ResultSet rows =
                    select.executeQuery("select order_id, item_id from processed_notifications where done")) {
                while (rows.next()) {
                    if (!question.test(KeyArrays.of(rows))) {
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
                            + " is larger than the database takes, or no text");
        }
        return key;
    }
}
