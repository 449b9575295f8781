package io.orderpipeline.benchmarks.load;

import java.time.Duration;

/**
 * When requests are sent.
 *
 * @param ordersPerSecond 0 for a closed loop, in which each connection sends as soon as it was answered
 */
public record Pace(double ordersPerSecond, Duration length) {

    public static Pace closedLoop(Duration length) {
        return new Pace(0, length);
    }

    boolean isOpen() {
        return ordersPerSecond > 0;
    }

    /** Nanoseconds from the start to when the n-th request of an open loop is due. */
    long dueAfter(long n) {
        return (long) (n * 1e9 / ordersPerSecond);
    }
}
