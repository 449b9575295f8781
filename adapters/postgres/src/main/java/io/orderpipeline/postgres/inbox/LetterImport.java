package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.postgres.RowCopy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Imports dead letters from another store, in the connection's transaction. Static and thread-safe. */
public final class LetterImport {

    private static final int FETCHED_ROWS = 100;

    private LetterImport() {}

    /** Inserts the letters and all their changes, oldest first, into empty tables, and returns the number of letters. */
    public static long copy(Connection connection, Stream<DeadLetterChange> changes) throws SQLException {
        LetterSummaries letters = new LetterSummaries();
        RowCopy.into(
                connection,
                "dead_letter_changes (id, change)",
                changes.filter(letters::add),
                change -> List.of(change.id(), LetterJson.of(change)));
        return RowCopy.into(
                connection,
                "dead_letters (id, order_id, state, cause)",
                letters.all(),
                letter -> Arrays.asList(letter.id(), letter.orderId(), letter.state(), letter.cause()));
    }

    /** Whether the tables hold exactly these letters with exactly these changes. */
    public static boolean holds(Connection connection, Stream<DeadLetterChange> changes) throws SQLException {
        LetterSummaries letters = new LetterSummaries();
        try (changes;
                Statement select = connection.createStatement()) {
            select.setFetchSize(FETCHED_ROWS);
            Iterator<DeadLetterChange> expected = changes.filter(letters::add).iterator();
            try (ResultSet rows = select.executeQuery("select change from dead_letter_changes order by n")) {
                while (rows.next()) {
                    if (!expected.hasNext()
                            || !LetterJson.parse(rows.getString(1)).equals(expected.next())) {
                        return false;
                    }
                }
            }
            return !expected.hasNext()
                    && LetterSummaries.stored(connection).equals(letters.all().toList());
        }
    }
}
