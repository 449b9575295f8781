package io.orderpipeline.notifications.delivery;

import java.time.Instant;

/**
 * What is known of an event's attempts so far.
 *
 * @param firstAt     when the first one began
 * @param failed      those that failed by the event's own fault
 * @param inDoubt     those since then that failed without a sign whose fault it was
 * @param takenBefore how many notifications the far end had taken when the last one counted as failed, or the first one began
 */
record Attempts(Instant firstAt, int failed, int inDoubt, long takenBefore) {

    static Attempts none(Instant now, long taken) {
        return new Attempts(now, 0, 0, taken);
    }

    Attempts failedOnceMore(long taken) {
        return new Attempts(firstAt, failed + 1, 0, taken);
    }

    Attempts inDoubtOnceMore() {
        return new Attempts(firstAt, failed, inDoubt + 1, takenBefore);
    }

    int made() {
        return failed + inDoubt;
    }
}
