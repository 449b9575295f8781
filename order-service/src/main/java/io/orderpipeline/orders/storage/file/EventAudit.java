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
 * Holds events against their orders while orders.json is read, up to the first that is missing, damaged or not that of its order.
 *
 * <p>Not thread-safe.
 */
public final class EventAudit implements RecordVisitor, AutoCloseable {

    private final OutboxRecords events;
    private Position right;
    private boolean over;
    private String problem = "";

    /**
     * @param from   the events up to here are not looked at
     * @param events the ones behind
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
            problem = String.format(Locale.ROOT, "the event with seq %d is not that of its order", seq);
        }
    }

    /** The last event that is there and that of its order; all before it are too. */
    public Position right() {
        return right;
    }

    /** What is wrong with the event behind that; empty when the outbox ends there. */
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
