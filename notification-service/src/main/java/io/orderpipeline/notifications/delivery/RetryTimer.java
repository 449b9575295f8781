package io.orderpipeline.notifications.delivery;

import java.time.Duration;

/** Calls back later. Thread-safe. */
@FunctionalInterface
public interface RetryTimer {

    /** Runs the task once, after the pause, on a thread of the timer. */
    void after(Duration pause, Runnable task);
}
