package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.postgres.inbox.LetterSummaries.Summary;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks dead letters against their changes, in the connection's transaction. Static and thread-safe. */
public final class LetterAudit {

    private static final int FETCHED_ROWS = 100;

    private LetterAudit() {}

    /** The first change that is unreadable or belongs to no letter, or the first letter that its changes do not explain. */
    public static Optional<String> problem(Connection connection) throws SQLException {
        LetterSummaries letters = new LetterSummaries();
        try (Statement select = connection.createStatement()) {
            select.setFetchSize(FETCHED_ROWS);
            try (ResultSet rows = select.executeQuery("select id, n, change from dead_letter_changes order by n")) {
                while (rows.next()) {
                    String id = rows.getString(1);
                    Optional<DeadLetterChange> change = read(rows.getString(3));
                    if (change.filter(read -> read.id().equals(id) && letters.add(read))
                            .isEmpty()) {
                        return Optional.of("the change n=" + rows.getLong(2) + " of letter " + id
                                + " cannot be read, or belongs to another letter or to one that never died");
                    }
                }
            }
        }
        return difference(letters, connection);
    }

    private static Optional<DeadLetterChange> read(String json) {
        try {
            return Optional.of(LetterJson.parse(json));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> difference(LetterSummaries letters, Connection connection) throws SQLException {
        Map<String, Summary> expected =
                new HashMap<>(letters.all().collect(Collectors.toMap(Summary::id, Function.identity())));
        for (Summary stored : LetterSummaries.stored(connection)) {
            if (!stored.equals(expected.remove(stored.id()))) {
                return Optional.of("letter " + stored.id() + " does not match its changes");
            }
        }
        return expected.keySet().stream().sorted().findFirst().map(id -> "letter " + id + " is missing");
    }
}
