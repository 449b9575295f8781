package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Detects an order whose event is not in the outbox. An order is written first, its event a moment later. An event that does not appear
 * was lost with the end of outbox.json, or with the whole file, which the outbox itself does not show.
 *
 * <p>Not thread-safe.
 */
final class LateEvent {

    /** Far longer than a slow disk takes to sync an order before its event is written. */
    static final Duration GRACE_PERIOD = Duration.ofSeconds(10);

    private final FolderView folder;
    private final OrderWitness orders;
    private final LongSupplier nanoTime;
    /** The seq of the awaited event; 0 for none. */
    private long seq;

    private long since;

    LateEvent(FolderView folder, OrderWitness orders, LongSupplier nanoTime) {
        this.folder = folder;
        this.orders = orders;
        this.nanoTime = nanoTime;
    }

    /** Whether an event is awaited. */
    boolean isAwaited() {
        return seq != 0;
    }

    /** Stops waiting: the event has arrived, or something else is in its place. */
    void clear() {
        seq = 0;
    }

    /**
     * Checks whether the next event should exist.
     *
     * @param next the seq after the last event of the outbox
     * @throws OutboxUnreadableException when its order has existed for too long, or the orders cannot be read
     */
    void check(long next) {
        if (!orders.hasOrder(next)) {
            seq = 0;
        } else if (seq != next) {
            seq = next;
            since = nanoTime.getAsLong();
        } else if (nanoTime.getAsLong() - since > GRACE_PERIOD.toNanos()) {
            refuseIfStillOrdered();
        }
    }

    /** The order may have been read during a write that failed and was rolled back since. */
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
