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
 * Where events wait for their next attempt. Those that are parked there are bounded by the notifications that belong to them, and are called
 * a few at a time. When it is closed, all are sent home. Thread-safe.
 */
final class WaitingRoom {

    private static final int CALLED_AT_ONCE = 4;

    private final int limit;
    private final RetryTimer timer;
    private final RetryQueue queue = new RetryQueue(CALLED_AT_ONCE);
    private final AtomicInteger parked = new AtomicInteger();
    private final Set<Guest> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param limit parks no further event once the parked ones ask for so many notifications; the last one may exceed it
     */
    WaitingRoom(int limit, RetryTimer timer) {
        this.limit = limit;
        this.timer = timer;
    }

    /** Who waits. */
    interface Guest {

        /** Makes the next attempt; the stage never fails. */
        CompletionStage<Void> tryAgain();

        /** Ends the wait without an attempt. */
        void goHome();
    }

    boolean isFull() {
        return parked.get() >= limit;
    }

    /** Parks an event that asks for so many notifications; false when there is no room. */
    boolean park(int notifications) {
        return parked.getAndUpdate(now -> now >= limit ? now : now + notifications) < limit;
    }

    /** Ends the parking of an event that asks for so many notifications. */
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

    /** Calls the guest after the pause. */
    void callAfter(Duration pause, Guest guest) {
        await(guest, pause, () -> call(guest));
    }

    /** Calls the guest after the pause, when it is its turn among the parked ones. */
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
