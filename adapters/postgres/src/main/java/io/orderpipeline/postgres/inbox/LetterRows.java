package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.broker.inbox.LetterCount;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.inbox.LetterPage;
import io.orderpipeline.postgres.StorableText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The statements on dead letters. Thread-safe. */
final class LetterRows {

    private static final String OPEN_OR_CHANGE = """
        insert into dead_letters (id, order_id, state, cause) values (?, ?, ?, ?)
        on conflict (id) do update set state = excluded.state, cause = excluded.cause\
        """;

    private static final String CHANGE = "update dead_letters set state = ? where id = ?";

    /** Idempotent: a change recorded again, after an unknown outcome, adds nothing if it was stored. */
    private static final String ADD = """
        insert into dead_letter_changes (id, change)
        select ?, ?::json
         where not exists (select from dead_letter_changes where id = ? and change::text = ?)\
        """;

    private static final String PAGE = """
        select id, place from dead_letters
         where place > ? and (?::text is null or state = ?) and (?::text is null or cause = ?)
         order by place limit ?\
        """;

    private LetterRows() {}

    /** False when there is no letter to change. */
    static boolean record(Connection connection, DeadLetterChange change) throws SQLException {
        boolean changed = change instanceof Died died ? die(connection, died) : change(connection, change);
        if (changed) {
            add(connection, change);
        }
        return changed;
    }

    private static boolean die(Connection connection, Died died) throws SQLException {
        try (PreparedStatement letter = connection.prepareStatement(OPEN_OR_CHANGE)) {
            letter.setString(1, died.id());
            letter.setString(2, orderOf(died.event()));
            letter.setString(3, died.state().name());
            letter.setString(4, died.failure().cause());
            return letter.executeUpdate() == 1;
        }
    }

    private static boolean change(Connection connection, DeadLetterChange change) throws SQLException {
        try (PreparedStatement letter = connection.prepareStatement(CHANGE)) {
            letter.setString(1, change.state().name());
            letter.setString(2, change.id());
            return letter.executeUpdate() == 1;
        }
    }

    private static void add(Connection connection, DeadLetterChange change) throws SQLException {
        String json = LetterJson.of(change);
        try (PreparedStatement history = connection.prepareStatement(ADD)) {
            history.setString(1, change.id());
            history.setString(2, json);
            history.setString(3, change.id());
            history.setString(4, json);
            history.executeUpdate();
        }
    }

    /** The orderId of an event if a row can hold it; null otherwise. */
    static @Nullable String orderOf(Event event) {
        return event instanceof OrderCreated created
                        && created.orderId().length() <= 800
                        && StorableText.is(created.orderId())
                ? created.orderId()
                : null;
    }

    static Optional<DeadLetter> find(Connection connection, String id) throws SQLException {
        return letters(connection, List.of(id)).stream().findFirst();
    }

    static LetterPage page(Connection connection, LetterFilter filter, long after, int limit) throws SQLException {
        DeadLetterState state = filter.state();
        Map<String, Long> places = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setLong(1, after);
            select.setString(2, state == null ? null : state.name());
            select.setString(3, state == null ? null : state.name());
            select.setString(4, filter.cause());
            select.setString(5, filter.cause());
            select.setLong(6, limit + 1L);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    places.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        List<String> ids = new ArrayList<>(places.keySet());
        boolean isLast = ids.size() <= limit;
        List<String> shown = isLast ? ids : ids.subList(0, limit);
        OptionalLong next =
                isLast ? OptionalLong.empty() : OptionalLong.of(places.getOrDefault(shown.get(limit - 1), 0L));
        return new LetterPage(letters(connection, shown), next);
    }

    private static List<DeadLetter> letters(Connection connection, List<String> ids) throws SQLException {
        Map<String, List<DeadLetterChange>> histories = new LinkedHashMap<>();
        ids.forEach(id -> histories.put(id, new ArrayList<>()));
        try (PreparedStatement select = connection.prepareStatement(
                "select id, change from dead_letter_changes where id = any(?) order by n")) {
            select.setArray(1, connection.createArrayOf("text", ids.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    histories
                            .getOrDefault(rows.getString(1), new ArrayList<>())
                            .add(LetterJson.parse(rows.getString(2)));
                }
            }
        }
        return histories.values().stream()
                .filter(history -> !history.isEmpty())
                .map(DeadLetter::of)
                .toList();
    }

    static List<LetterCount> counts(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select state, cause, count(*) from dead_letters group by state, cause");
                ResultSet rows = select.executeQuery()) {
            List<LetterCount> counts = new ArrayList<>();
            while (rows.next()) {
                counts.add(new LetterCount(
                        DeadLetterState.valueOf(rows.getString(1)), rows.getString(2), rows.getLong(3)));
            }
            return counts;
        }
    }

    /** The ids of open letters that belong to these orders or have one of these ids. */
    static List<String> open(Connection connection, Collection<String> orderIds, Collection<String> ids)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
            select id from dead_letters where order_id = any(?) and state <> 'REDELIVERED'
            union all
            select id from dead_letters where id = any(?) and state <> 'REDELIVERED'\
            """)) {
            select.setArray(1, connection.createArrayOf("text", orderIds.toArray()));
            select.setArray(2, connection.createArrayOf("text", ids.toArray()));
            List<String> open = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    open.add(rows.getString(1));
                }
            }
            return open;
        }
    }
}
