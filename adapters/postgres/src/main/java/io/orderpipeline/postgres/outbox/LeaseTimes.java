package io.orderpipeline.postgres.outbox;

import java.time.Duration;

/**
 * How long a lease lasts.
 *
 * @param length    by the database's clock, from when it is had or prolonged
 * @param margin    how much earlier its owner gives it up by its own clock: two clocks do not run equally fast
 * @param prolonged the pause between two prolongations
 */
record LeaseTimes(Duration length, Duration margin, Duration prolonged) {

    /** A dead owner is replaced within this length and a second. */
    static final LeaseTimes USUAL =
            new LeaseTimes(Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(3));

    /** One that seems to last longer was given before the database's clock was set back, and would keep every relay away until then. */
    Duration longestSensible() {
        return length.multipliedBy(2);
    }
}
