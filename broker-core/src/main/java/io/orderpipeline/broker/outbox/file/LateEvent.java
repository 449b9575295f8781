package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * An order whose event is not in the outbox. An order is written first and its event a moment later; an event that stays away was lost
 * with the end of outbox.json, or with the whole file, and the outbox looks like one that ends there.
 *
 * <p>Not thread-safe.
 */
final class LateEvent {

    /** Far longer than a slow disk takes to sync the order, before its event is written. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FolderView folder;
    private final OrderWitness orders;
    private final LongSupplier nanoTime;
    /** Of the event that is waited for; 0 for none. */
    private long seq;

    private long since;

    LateEvent(FolderView folder, OrderWitness orders, LongSupplier nanoTime) {
        this.folder = folder;
        this.orders = orders;
        this.nanoTime = nanoTime;
    }

    /** Whether an event is waited for. */
    boolean isAwaited() {
        return seq != 0;
    }

    /** Nothing is waited for: an event has come, or it is known what is in its place. */
    void came() {
        seq = 0;
    }

    /**
     * Looks whether an event ought to be there.
     *
     * @param next the seq behind the last event of the outbox
     * @throws OutboxUnreadableException when its order has been there for too long, or the orders are out of reach
     */
    void look(long next) {
        if (!orders.hasOrder(next)) {
            seq = 0;
        } else if (seq != next) {
            seq = next;
            since = nanoTime.getAsLong();
        } else if (nanoTime.getAsLong() - since > PATIENCE.toNanos()) {
            refuseIfStillOrdered();
        }
    }

    /** A write of an order that failed may have been taken back since it was read. */
    private void refuseIfStillOrdered() {
        orders.close();
        if (orders.hasOrder(seq)) {
            throw new OutboxUnreadableException(String.format(
                    Locale.ROOT,
                    "seq %d is in no file of the outbox in %s, and %s has its order",
                    seq,
                    folder,
                    EventOfOrder.ORDERS));
        }
        seq = 0;
    }
}
