package io.orderpipeline.benchmarks.load;

import java.time.Duration;

/**
 * When requests are sent.
 *
 * @param ordersPerSecond 0 for a closed loop, in which each connection sends again as soon as it gets an answer
 */
public record Pace(double ordersPerSecond, Duration length) {

    public static Pace closedLoop(Duration length) {
        return new Pace(0, length);
    }

    boolean isOpen() {
        return ordersPerSecond > 0;
    }

    /** When the n-th request of an open loop is due, in nanoseconds from the start. */
    long dueAfter(long n) {
        return (long) (n * 1e9 / ordersPerSecond);
    }
}
