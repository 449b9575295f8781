package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.RowCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** Keys of sent notifications from another store, as rows. In the connection's transaction; static and thread-safe. */
public final class KeyImport {

    /** The log that they come from may hold a key twice; the table must not. */
    private static final String FROM_THE_COPY = """
        insert into processed_notifications (order_id, item_id, done)
        select distinct order_id, item_id, true from imported_keys order by order_id, item_id\
        """;

    private KeyImport() {}

    /** Inserts the keys as done into an empty table; how many different ones there are. */
    public static long copy(Connection connection, Stream<NotificationKey> keys) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create temporary table imported_keys (order_id text collate \"C\", item_id text collate"
                    + " \"C\") on commit drop");
            RowCopy.into(
                    connection,
                    "imported_keys",
                    keys.map(KeyImport::storable),
                    key -> List.of(key.orderId(), key.itemId()));
            return statement.executeLargeUpdate(FROM_THE_COPY);
        }
    }

    /** Whether every one of these keys is there as done. */
    public static boolean holds(Connection connection, Stream<NotificationKey> keys) throws SQLException {
        try (keys) {
            return keys.allMatch(StoredKeys.read(connection)::contains);
        }
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
