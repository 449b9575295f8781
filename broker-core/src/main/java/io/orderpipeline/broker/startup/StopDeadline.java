package io.orderpipeline.broker.startup;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * Ends a process whose graceful stop takes too long, whatever its threads are blocked in, for example a log whose reader hangs. Files
 * survive that as they survive a crash.
 */
final class StopDeadline {

    private static final AtomicBoolean WATCHED = new AtomicBoolean();

    private StopDeadline() {}

    /**
     * Limits the time this JVM's shutdown may take; only the first call counts.
     *
     * @param longest how long it may take
     * @param code    the exit code of a process that takes longer
     */
    static void watch(Duration longest, IntSupplier code) {
        if (WATCHED.compareAndSet(false, true)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> haltAfter(longest, code).start(), "stop-deadline"));
        }
    }

    /** A daemon thread, so that a shutdown that ends in time does not wait for it. */
    private static Thread haltAfter(Duration longest, IntSupplier code) {
        Thread halt = new Thread(
                () -> {
                    try {
                        TimeUnit.NANOSECONDS.sleep(longest.toNanos());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(code.getAsInt());
                },
                "stop-deadline-halt");
        halt.setDaemon(true);
        return halt;
    }
}
