package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.journal.ScannedJournal;
import io.orderpipeline.broker.outbox.file.EventOfOrder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Holds the last delivered event against its order. The relay's checkpoint proves the outbox that it was saved for; when the orders are
 * others than those, it is orders.json that was exchanged, and writing the outbox again from it would end the delivery of the right ones.
 *
 * <p>Not thread-safe.
 */
final class DeliveredCheck implements RecordVisitor {

    private final @Nullable JournalRecord event;
    private boolean foreign;

    /**
     * @param event null when none is known
     */
    DeliveredCheck(@Nullable JournalRecord event) {
        this.event = event;
    }

    @Override
    public void visit(long seq, long position, byte[] bytes, int from, int to) {
        if (event != null && seq == event.seq()) {
            foreign = !EventOfOrder.matches(bytes, from, to, event.json());
        }
    }

    /** Throws the refusal of orders that are not those whose events were delivered. */
    void refuseForeign(ScannedJournal orders) {
        if (event != null && foreign) {
            throw orders.damaged(String.format(
                    Locale.ROOT,
                    "at seq %d: the event that was delivered with this seq is not that of the order there, so that this is another file than outbox.json was written from",
                    event.seq()));
        }
    }
}
