package io.orderpipeline.notifications.delivery;

import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs due attempts, a few at a time: however many events fail, and however slowly, most of the notifier's connections stay free for first
 * attempts. Thread-safe.
 */
final class RetryQueue {

    private final int atOnce;
    private final Queue<Supplier<CompletionStage<Void>>> due = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    /** How many calls of {@link #start} are still to be served; the first caller serves them all. */
    private final AtomicInteger asked = new AtomicInteger();

    RetryQueue(int atOnce) {
        this.atOnce = atOnce;
    }

    /** Makes the attempt, which never throws, when it is its turn. */
    void add(Supplier<CompletionStage<Void>> attempt) {
        due.add(attempt);
        start();
    }

    /**
     * One thread at a time starts attempts, in a loop, so that an attempt that ends immediately does not start the next one recursively.
     */
    private void start() {
        if (asked.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        while (seen > 0) {
            startUntilBusy();
            seen = asked.addAndGet(-seen);
        }
    }

    private void startUntilBusy() {
        while (underWay.get() < atOnce) {
            Supplier<CompletionStage<Void>> next = due.poll();
            if (next == null) {
                return;
            }
            underWay.incrementAndGet();
            next.get().whenComplete((done, failure) -> {
                underWay.decrementAndGet();
                start();
            });
        }
    }
}
