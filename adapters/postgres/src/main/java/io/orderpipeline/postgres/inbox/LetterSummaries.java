package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of dead_letters that follow from the changes. Not thread-safe. */
final class LetterSummaries {

    private final Map<String, Summary> letters = new LinkedHashMap<>();

    /** Applies a change; false if its letter never died. */
    boolean add(DeadLetterChange change) {
        Summary before = letters.get(change.id());
        if (change instanceof Died died) {
            letters.put(
                    change.id(),
                    new Summary(
                            change.id(),
                            LetterRows.orderOf(died.event()),
                            change.state().name(),
                            died.failure().cause()));
        } else if (before != null) {
            letters.put(
                    change.id(),
                    new Summary(change.id(), before.orderId(), change.state().name(), before.cause()));
        }
        return letters.containsKey(change.id());
    }

    /** In the order of their first death. */
    Stream<Summary> all() {
        return letters.values().stream();
    }

    /** The stored rows, in the same order. */
    static List<Summary> stored(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows =
                        select.executeQuery("select id, order_id, state, cause from dead_letters order by place")) {
            List<Summary> stored = new ArrayList<>();
            while (rows.next()) {
                stored.add(new Summary(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
            return stored;
        }
    }

    /**
     * A row of dead_letters.
     *
     * @param orderId null for an event that is not an order
     */
    record Summary(String id, @Nullable String orderId, String state, String cause) {}
}
