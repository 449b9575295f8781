package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.inbox.NotificationKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keys of notifications as parameters of a statement. Thread-safe. */
final class KeyArrays {

    private static final Comparator<NotificationKey> ONE_ORDER =
            Comparator.comparing(NotificationKey::orderId).thenComparing(NotificationKey::itemId);

    /** What an index of PostgreSQL takes is 2,704 bytes; a character is at most three for each of its UTF-16 units. */
    private static final int MOST_UNITS = 850;

    private KeyArrays() {}

    /** Whether a row can hold it: longer ones and those with NUL or half of a pair are no keys of valid orders. */
    static boolean isStorable(NotificationKey key) {
        return key.orderId().length() + key.itemId().length() <= MOST_UNITS
                && isText(key.orderId())
                && isText(key.itemId());
    }

    static boolean isText(String text) {
        // Outside of pairs, surrogates stand alone: of a pair there is one code point.
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /**
     * All keys once, in one order: processes that lock the same rows in different orders would wait for each other, and one statement
     * cannot touch a row twice.
     */
    static List<NotificationKey> sorted(Stream<? extends Collection<NotificationKey>> keys) {
        return keys.flatMap(Collection::stream).distinct().sorted(ONE_ORDER).toList();
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
