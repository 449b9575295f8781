package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.postgres.StorableText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Notification keys as parameters of a statement. Thread-safe. */
final class KeyArrays {

    private static final Comparator<NotificationKey> LOCK_ORDER =
            Comparator.comparing(NotificationKey::orderId).thenComparing(NotificationKey::itemId);

    /** In UTF-16 units, each at most three bytes in UTF-8: an index entry of PostgreSQL holds at most 2,704 bytes. */
    private static final int MOST_UNITS = 850;

    private KeyArrays() {}

    /** Whether a row can hold it. Keys of valid orders are not longer, and contain neither NUL nor an unpaired surrogate. */
    static boolean isStorable(NotificationKey key) {
        return key.orderId().length() + key.itemId().length() <= MOST_UNITS
                && StorableText.is(key.orderId())
                && StorableText.is(key.itemId());
    }

    /**
     * All distinct keys in a fixed order: processes that lock the same rows in different orders would deadlock, and one statement cannot
     * touch a row twice.
     */
    static List<NotificationKey> sorted(Stream<? extends Collection<NotificationKey>> keys) {
        return keys.flatMap(Collection::stream).distinct().sorted(LOCK_ORDER).toList();
    }

    /** Sets two parameters: orderIds and itemIds. */
    static void set(PreparedStatement statement, int index, List<NotificationKey> keys) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(
                index,
                connection.createArrayOf(
                        "text", keys.stream().map(NotificationKey::orderId).toArray()));
        statement.setArray(
                index + 1,
                connection.createArrayOf(
                        "text", keys.stream().map(NotificationKey::itemId).toArray()));
    }

    /** The key in the first two columns. */
    static NotificationKey of(ResultSet row) throws SQLException {
        return new NotificationKey(row.getString(1), row.getString(2));
    }
}
