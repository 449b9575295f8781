package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.journal.ScannedJournal;
import io.orderpipeline.broker.outbox.file.EventOfOrder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Compares the last delivered event with its order. The relay's checkpoint proves that the outbox is the right one. If the order does not
 * match, orders.json was replaced, and rebuilding the outbox from it would lose undelivered events of the right orders.
 *
 * <p>Not thread-safe.
 */
final class DeliveredCheck implements RecordVisitor {

    private final @Nullable JournalRecord event;
    private boolean foreign;

    /** @param event null when none is known */
    DeliveredCheck(@Nullable JournalRecord event) {
        this.event = event;
    }

    @Override
    public void visit(long seq, long position, byte[] bytes, int from, int to) {
        if (event != null && seq == event.seq()) {
            foreign = !EventOfOrder.matches(bytes, from, to, event.json());
        }
    }

    /** Throws the refusal if these are not the orders whose events were delivered. */
    void refuseForeign(ScannedJournal orders) {
        if (event != null && foreign) {
            throw orders.damaged(String.format(
                    Locale.ROOT,
                    "at seq %d: the delivered event with this seq does not match the order: outbox.json was not written from this file",
                    event.seq()));
        }
    }
}
