package io.orderpipeline.notifications.delivery;

import static io.orderpipeline.notifications.notification.Notifier.FAILURES_OF_AN_OUTAGE;

import java.util.function.LongSupplier;

/**
 * Distinguishes a receiver that is down from events that it cannot process. A receiver that takes a notification now and then is up,
 * whatever it answers to others. Thread-safe.
 */
final class ReceiverHealth {

    private final LongSupplier taken;
    private long takenAtLastFailure;
    private int failuresInARow;

    /** @param taken how many notifications the receiver has taken so far */
    ReceiverHealth(LongSupplier taken) {
        this.taken = taken;
    }

    /** How many notifications the receiver has taken so far. */
    long taken() {
        return taken.getAsLong();
    }

    /** Counts a failure that may be the receiver's; true when there were too many in a row, with no notification taken in between. */
    synchronized boolean isDownAfterFailure() {
        long now = taken();
        if (now > takenAtLastFailure) {
            takenAtLastFailure = now;
            failuresInARow = 0;
        }
        failuresInARow = Math.min(failuresInARow + 1, FAILURES_OF_AN_OUTAGE);
        return failuresInARow == FAILURES_OF_AN_OUTAGE;
    }

    /** Treats the receiver as down until it takes a notification. */
    synchronized void markDown() {
        takenAtLastFailure = taken();
        failuresInARow = FAILURES_OF_AN_OUTAGE;
    }
}
