package io.orderpipeline.benchmarks;

import java.time.Duration;

/** How long and how often everything is measured. */
final class Settings {

    /** Rounds of each measurement, in turns with what it is compared to. */
    static final int ROUNDS = Integer.getInteger("benchmarks.rounds", 5);

    /** Length of a round. */
    static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("benchmarks.seconds", 5));

    /** Until the compiler has had its time with a service. */
    static final Duration WARM_UP = ROUND.multipliedBy(8);

    private Settings() {}
}
