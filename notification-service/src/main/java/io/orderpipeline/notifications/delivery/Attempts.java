package io.orderpipeline.notifications.delivery;

import java.time.Instant;

/**
 * The attempts at an event so far.
 *
 * @param firstAt     when the first attempt began
 * @param failed      how many failed through the event's own fault
 * @param inDoubt     how many since then failed without evidence of whose fault it was
 * @param takenBefore how many notifications the receiver had taken when the last attempt counted as failed, or the first one began
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
