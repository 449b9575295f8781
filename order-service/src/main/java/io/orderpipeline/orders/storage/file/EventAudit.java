package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.EventOfOrder;
import io.orderpipeline.broker.outbox.file.OutboxRecords;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Compares events with their orders while orders.json is read, up to the first event that is missing, damaged or does not match its order.
 *
 * <p>Not thread-safe.
 */
public final class EventAudit implements RecordVisitor, AutoCloseable {

    private final OutboxRecords events;
    private Position right;
    private boolean over;
    private String problem = "";

    /**
     * @param from   events up to here are not compared
     * @param events the events after that
     */
    public EventAudit(Position from, OutboxRecords events) {
        this.right = from;
        this.events = events;
    }

    @Override
    public void visit(long seq, long position, byte[] bytes, int from, int to) {
        if (over || seq <= right.seq()) {
            return;
        }
        JournalRecord event = next();
        if (event != null && EventOfOrder.matches(bytes, from, to, event.json())) {
            right = new Position(seq, event.crc());
            return;
        }
        over = true;
        if (event != null) {
            problem = String.format(Locale.ROOT, "the event with seq %d does not match its order", seq);
        }
    }

    /** The last event that matches its order; all events before it match too. */
    public Position right() {
        return right;
    }

    /** What is wrong with the next event; empty when the outbox ends there. */
    public String problem() {
        return problem;
    }

    @Override
    public void close() {
        events.close();
    }

    private @Nullable JournalRecord next() {
        try {
            return events.next();
        } catch (OutboxUnreadableException e) {
            problem = e.getMessage();
            return null;
        }
    }
}
