package io.orderpipeline.benchmarks;

import java.time.Duration;

/** How long and how often everything is measured. */
final class Settings {

    /** Rounds of each measurement, in turns with what it is compared to. */
    static final int ROUNDS = Integer.getInteger("benchmarks.rounds", 5);

    /** Length of a round. */
    static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("benchmarks.seconds", 5));

    /**
     * Until the compiler rests. It shares the processors with the service, and after half of this time it still took a fifth of
     * them, more of a service that has more code.
     */
    static final Duration WARM_UP = ROUND.multipliedBy(15);

    private Settings() {}
}
