package io.orderpipeline.notifications.delivery;

import static io.orderpipeline.notifications.notification.Notifier.FAILURES_OF_AN_OUTAGE;

import java.util.function.LongSupplier;

/**
 * Tells a receiver that is unwell from events that it cannot digest, by evidence: one that takes a notification now and then is well,
 * whatever it answers to others. Thread-safe.
 */
final class FarEnd {

    private final LongSupplier taken;
    private long takenAtLastFailure;
    private int failuresInARow;

    /**
     * @param taken how many notifications the far end has taken so far
     */
    FarEnd(LongSupplier taken) {
        this.taken = taken;
    }

    /** How many notifications it has taken so far. */
    long taken() {
        return taken.getAsLong();
    }

    /** Counts a failure that may be the far end's, and says whether there were too many with none taken in between. */
    synchronized boolean isUnwellAfterFailure() {
        long now = taken();
        if (now > takenAtLastFailure) {
            takenAtLastFailure = now;
            failuresInARow = 0;
        }
        failuresInARow = Math.min(failuresInARow + 1, FAILURES_OF_AN_OUTAGE);
        return failuresInARow == FAILURES_OF_AN_OUTAGE;
    }

    /** Until it takes a notification. */
    synchronized void holdForUnwell() {
        takenAtLastFailure = taken();
        failuresInARow = FAILURES_OF_AN_OUTAGE;
    }
}
