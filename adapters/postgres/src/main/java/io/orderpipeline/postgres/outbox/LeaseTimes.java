package io.orderpipeline.postgres.outbox;

import java.time.Duration;

/**
 * How long a lease lasts.
 *
 * @param length       by the database's clock, from when it is acquired or renewed
 * @param margin       how much earlier its owner gives it up by its own clock: two clocks do not run equally fast
 * @param renewalPause the pause between two renewals
 */
record LeaseTimes(Duration length, Duration margin, Duration renewalPause) {

    /** A dead owner is replaced within this length plus a second. */
    static final LeaseTimes USUAL =
            new LeaseTimes(Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(3));

    /**
     * A lease that seems to last longer was granted before the database's clock was set back, and would keep every relay out until then.
     */
    Duration longestSensible() {
        return length.multipliedBy(2);
    }
}
