package io.orderpipeline.notifications.delivery;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The timer of the running service: one thread. */
public final class ScheduledRetryTimer implements RetryTimer, AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;

    public ScheduledRetryTimer() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "notification-retries");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void after(Duration pause, Runnable task) {
        ScheduledFuture<?> unused = executor.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Drops all pending tasks. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
