package io.orderpipeline.notifications.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a failing event is tried, and how long to wait in between: the pause doubles after each attempt and varies by up to a quarter,
 * so that events that failed together are not retried together.
 *
 * @param attempts   attempts in all, at least 1
 * @param firstPause the pause after the first attempt
 * @param parked     how many notifications may wait for another attempt, at least 1; the last event parked may exceed it
 */
public record RetryPolicy(int attempts, Duration firstPause, int parked) {

    private static final double JITTER = 0.25;
    private static final int MOST_DOUBLINGS = 20;

    /** The pause after this many failed attempts. */
    Duration pauseAfter(int failed, RandomGenerator random) {
        double pause = Math.scalb((double) firstPause.toNanos(), Math.min(failed - 1, MOST_DOUBLINGS));
        return Duration.ofNanos((long) (pause * (1 - JITTER + 2 * JITTER * random.nextDouble())));
    }
}
