package io.orderpipeline.notifications.delivery;

import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Schedules the next attempts of events. The number of notifications of parked events is limited, and only a few parked events are retried
 * at a time. Closing it cancels all. Thread-safe.
 */
final class RetryScheduler {

    private static final int RETRIED_AT_ONCE = 4;

    private final int limit;
    private final RetryTimer timer;
    private final RetryQueue queue = new RetryQueue(RETRIED_AT_ONCE);
    private final AtomicInteger parked = new AtomicInteger();
    private final Set<Retryable> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param limit no further event is parked once the parked events have this many notifications; the last one may exceed it */
    RetryScheduler(int limit, RetryTimer timer) {
        this.limit = limit;
        this.timer = timer;
    }

    /** A waiting event. */
    interface Retryable {

        /** Makes the next attempt; the stage never fails. */
        CompletionStage<Void> tryAgain();

        /** Ends the wait without an attempt. */
        void cancel();
    }

    boolean isFull() {
        return parked.get() >= limit;
    }

    /** Parks an event with this many notifications; false when the limit is reached. */
    boolean park(int notifications) {
        return parked.getAndUpdate(now -> now >= limit ? now : now + notifications) < limit;
    }

    /** Unparks an event with this many notifications. */
    void unpark(int notifications) {
        parked.addAndGet(-notifications);
    }

    int parkedNotifications() {
        return parked.get();
    }

    Outage tooManyParked() {
        return new Outage(String.format(
                Locale.ROOT,
                "%d notifications wait for another attempt, and pipeline.retry.parked is %d",
                parkedNotifications(),
                limit));
    }

    /** Retries after the pause. */
    void retryAfter(Duration pause, Retryable event) {
        await(event, pause, () -> retry(event));
    }

    /** Retries after the pause, when it is this event's turn among the parked ones. */
    void retryInTurnAfter(Duration pause, Retryable event) {
        await(event, pause, () -> queue.add(() -> retry(event)));
    }

    void open() {
        closed = false;
    }

    void close() {
        closed = true;
        waiting.forEach(this::cancel);
    }

    boolean isClosed() {
        return closed;
    }

    private void await(Retryable event, Duration pause, Runnable call) {
        waiting.add(event);
        timer.after(pause, call);
        if (closed) {
            cancel(event);
        }
    }

    private CompletionStage<Void> retry(Retryable event) {
        return waiting.remove(event) ? event.tryAgain() : CompletableFuture.completedStage(null);
    }

    private void cancel(Retryable event) {
        if (waiting.remove(event)) {
            event.cancel();
        }
    }
}
