package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.load.HttpLoad;
import io.orderpipeline.broker.inbox.NotificationKey;
import org.HdrHistogram.Histogram;

/** How far notifications lag behind the answers of one load. Each time is written by one thread, and read after all threads are done. */
final class Lag {

    private static final int MOST_ORDERS = 8_000_000;

    private final long[] answeredAt;
    /** When the order's last item was processed. */
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
     * The lag in nanoseconds of the orders with these serial numbers. If the notification is faster than the answer to the client, the lag
     * counts as 0.
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
