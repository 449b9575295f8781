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
final class WaitingRoom {

    private static final int CALLED_AT_ONCE = 4;

    private final int limit;
    private final RetryTimer timer;
    private final RetryQueue queue = new RetryQueue(CALLED_AT_ONCE);
    private final AtomicInteger parked = new AtomicInteger();
    private final Set<Guest> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param limit no further event is parked once the parked events have this many notifications; the last one may exceed it */
    WaitingRoom(int limit, RetryTimer timer) {
        this.limit = limit;
        this.timer = timer;
    }

    /** A waiting event. */
    interface Guest {

        /** Makes the next attempt; the stage never fails. */
        CompletionStage<Void> tryAgain();

        /** Ends the wait without an attempt. */
        void goHome();
    }

    boolean isFull() {
        return parked.get() >= limit;
    }

    /** Parks an event with this many notifications; false when the limit is reached. */
    boolean park(int notifications) {
        return parked.getAndUpdate(now -> now >= limit ? now : now + notifications) < limit;
    }

    /** Unparks an event with this many notifications. */
    void leave(int notifications) {
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
    void callAfter(Duration pause, Guest guest) {
        await(guest, pause, () -> call(guest));
    }

    /** Retries after the pause, when it is this event's turn among the parked ones. */
    void callInTurnAfter(Duration pause, Guest guest) {
        await(guest, pause, () -> queue.add(() -> call(guest)));
    }

    void open() {
        closed = false;
    }

    void close() {
        closed = true;
        waiting.forEach(this::sendHome);
    }

    boolean isClosed() {
        return closed;
    }

    private void await(Guest guest, Duration pause, Runnable call) {
        waiting.add(guest);
        timer.after(pause, call);
        if (closed) {
            sendHome(guest);
        }
    }

    private CompletionStage<Void> call(Guest guest) {
        return waiting.remove(guest) ? guest.tryAgain() : CompletableFuture.completedStage(null);
    }

    private void sendHome(Guest guest) {
        if (waiting.remove(guest)) {
            guest.goHome();
        }
    }
}
