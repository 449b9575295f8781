package io.orderpipeline.postgres.outbox;

import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.Work;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/**
 * The events of committed orders. There is no table of events: each is built from its order when it is read, so there is nothing to clean
 * up. Seqs become visible in order, since every commit of orders holds the lock on {@code commit_seq}.
 *
 * <p>Thread-safe.
 */
public final class PostgresOutbox implements Outbox {

    private final Database database;

    public PostgresOutbox(Database database) {
        this.database = database;
    }

    @Override
    public OutboxCursor after(long seq) {
        return PostgresOutboxCursor.behind(this, seq);
    }

    @Override
    public OutboxCursor after(Position position) {
        return PostgresOutboxCursor.behind(this, position);
    }

    @Override
    public long firstSeq() {
        return number("select coalesce((select min(seq) from orders), (select seq from commit_seq where one) + 1)");
    }

    @Override
    public long lastSeq() {
        return number("select greatest((select seq from commit_seq where one), (select max(seq) from orders))");
    }

    /** An order is its event. */
    @Override
    public long acceptedSeq() {
        return lastSeq();
    }

    private long number(String sql) {
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw DatabaseException.refused("the table commit_seq has no row");
                }
                return rows.getLong(1);
            }
        });
    }

    @Override
    public boolean holds(Position position) {
        if (position.equals(Position.START)) {
            return true;
        }
        return read(connection -> EventRows.positionAt(connection, position.seq()))
                .map(position::equals)
                .orElse(false);
    }

    /** The highest seq of the orders that an operator has moved elsewhere. */
    long movedUpTo() {
        return number("select seq from commit_seq where one");
    }

    /** In one transaction, so that the rows can be fetched a few at a time. */
    <T> T page(Work<T> work) {
        try {
            return database.transact(work);
        } catch (DatabaseException e) {
            throw unreadable(e);
        }
    }

    private <T> T read(Work<T> work) {
        try {
            return database.read(work);
        } catch (DatabaseException e) {
            throw unreadable(e);
        }
    }

    private static OutboxUnreadableException unreadable(DatabaseException cause) {
        return new OutboxUnreadableException("the database cannot be read: " + cause.getMessage(), cause);
    }
}
