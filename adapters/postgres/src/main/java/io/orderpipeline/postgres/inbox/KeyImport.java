package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.RowCopy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Keys of sent notifications from another store, as rows. In the connection's transaction; static and thread-safe. */
public final class KeyImport {

    private static final int COMPARED_AT_ONCE = 5_000;

    /** The log that they come from may hold a key twice; the table must not. */
    private static final String FROM_THE_COPY = """
        insert into processed_notifications (order_id, item_id, done)
        select distinct order_id, item_id, true from imported_keys order by order_id, item_id\
        """;

    private static final String DONE = """
        select count(*)
          from unnest(?::text[], ?::text[]) as asked (order_id, item_id)
          join processed_notifications using (order_id, item_id)
         where done\
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
        try (keys;
                Statement settings = connection.createStatement();
                PreparedStatement done = connection.prepareStatement(DONE)) {
            // Some thousands of keys are looked up in an index of millions, and not the other way round.
            settings.execute("set local enable_hashjoin = off; set local enable_mergejoin = off");
            Iterator<NotificationKey> all = keys.iterator();
            boolean held = true;
            while (held && all.hasNext()) {
                held = holds(done, next(all));
            }
            settings.execute("set local enable_hashjoin = on; set local enable_mergejoin = on");
            return held;
        }
    }

    private static boolean holds(PreparedStatement done, Set<NotificationKey> keys) throws SQLException {
        KeyArrays.set(done, 1, new ArrayList<>(keys));
        try (ResultSet count = done.executeQuery()) {
            count.next();
            return count.getLong(1) == keys.size();
        }
    }

    private static Set<NotificationKey> next(Iterator<NotificationKey> all) {
        Set<NotificationKey> keys = new HashSet<>();
        while (keys.size() < COMPARED_AT_ONCE && all.hasNext()) {
            keys.add(all.next());
        }
        return keys;
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
