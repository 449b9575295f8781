package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.load.HttpLoad;
import io.orderpipeline.broker.inbox.NotificationKey;
import org.HdrHistogram.Histogram;

/** How far notifications are behind the answers of one load. Each time is written by one thread, and read when all of them are done. */
final class Lag {

    private static final int MOST_ORDERS = 8_000_000;

    private final long[] answeredAt;
    /** Of the item that was processed last. */
    private final long[] processedAt;

    Lag() {
        this(MOST_ORDERS);
    }

    Lag(int mostOrders) {
        answeredAt = new long[mostOrders];
        processedAt = new long[mostOrders];
    }

    void answered(long serial) {
        answeredAt[(int) serial] = System.nanoTime();
    }

    void processed(NotificationKey key) {
        processedAt[(int) HttpLoad.serialOf(key.orderId())] = System.nanoTime();
    }

    /**
     * In nanoseconds, of the orders with these serial numbers. A notification may be faster than the way of the answer to the client:
     * that is no time at all.
     */
    Histogram between(long from, long to) {
        Histogram lag = new Histogram(3);
        for (int serial = (int) from; serial <= to; serial++) {
            if (answeredAt[serial] != 0) {
                lag.recordValue(Math.max(0, processedAt[serial] - answeredAt[serial]));
            }
        }
        return lag;
    }
}
