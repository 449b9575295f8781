package io.orderpipeline.postgres.outbox;

import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.RelayStart;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Reads and sets the relay's progress, for commands. In the connection's transaction; static and thread-safe. */
public final class RelayProgress {

    private RelayProgress() {}

    /** The process whose relay runs now; empty if none does. */
    public static Optional<String> relayingProcess(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "select owner from relay_lease where one and held_until > clock_timestamp() for update")) {
            return row.next() ? Optional.of(String.valueOf(row.getString(1))) : Optional.empty();
        }
    }

    /** Makes the next relay start after the orders with these seqs, which must exist; 0 means before the first order. */
    public static void begin(Connection connection, RelayStart start) throws SQLException {
        Position done = positionOf(connection, start.doneSeq());
        Position handled = positionOf(connection, start.handledSeq());
        try (PreparedStatement update = connection.prepareStatement("""
                update relay_lease
                   set epoch = epoch + 1, done_seq = ?, done_mark = ?, broker = ?, handled_seq = ?, handled_mark = ?
                 where one\
                """)) {
            update.setLong(1, done.seq());
            update.setInt(2, done.mark());
            update.setString(3, start.isBehindBroker() ? start.broker().orElseThrow() : null);
            update.setLong(4, handled.seq());
            update.setInt(5, handled.mark());
            update.executeUpdate();
        }
    }

    private static Position positionOf(Connection connection, long seq) throws SQLException {
        return seq == 0
                ? Position.START
                : EventRows.positionAt(connection, seq)
                        .orElseThrow(() -> new IllegalArgumentException("there is no order with seq " + seq));
    }

    /** What is wrong with the progress: a relay must start after an order that exists. */
    public static Optional<String> problem(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("""
                    select done_seq, done_mark, (select seq from commit_seq where one),
                           (select coalesce(max(seq), 0) from orders)
                      from relay_lease where one\
                    """)) {
            if (!row.next()) {
                return Optional.of("it has no row");
            }
            long done = row.getLong(1);
            int mark = row.getInt(2);
            long floor = row.getLong(3);
            long last = Math.max(floor, row.getLong(4));
            if (done > last) {
                return Optional.of("done_seq " + done + " is ahead of the last order, seq " + last);
            }
            return isBehind(connection, done, mark, floor)
                    ? Optional.empty()
                    : Optional.of("done_seq " + done + " was saved for other orders");
        }
    }

    /**
     * The seq up to which every order is handled, not counting what waits in a broker; 0 if none is, or if the saved position is that of
     * other orders, from which no relay starts.
     */
    public static long handledSeq(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("""
                    select case when broker is null then done_seq else handled_seq end,
                           case when broker is null then done_mark else handled_mark end,
                           (select seq from commit_seq where one)
                      from relay_lease where one\
                    """)) {
            return row.next() && isBehind(connection, row.getLong(1), row.getInt(2), row.getLong(3))
                    ? row.getLong(1)
                    : 0;
        }
    }

    /**
     * Whether the order at a position exists or was moved elsewhere.
     *
     * @param floor the highest seq that was moved elsewhere
     */
    private static boolean isBehind(Connection connection, long seq, int mark, long floor) throws SQLException {
        return seq <= floor || EventRows.positionAt(connection, seq).equals(Optional.of(new Position(seq, mark)));
    }
}
