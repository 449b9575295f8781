package io.orderpipeline.benchmarks;

import java.time.Duration;

/** How long and how often each measurement runs. */
final class Settings {

    /** Rounds of each measurement, alternating with what it is compared to. */
    static final int ROUNDS = Integer.getInteger("benchmarks.rounds", 5);

    /** Length of a round. */
    static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("benchmarks.seconds", 5));

    /**
     * Long enough for the JIT compiler to become idle. It shares the processors with the service; after half of this time it still used a
     * fifth of them, and more for a service with more code.
     */
    static final Duration WARM_UP = ROUND.multipliedBy(15);

    private Settings() {}
}
