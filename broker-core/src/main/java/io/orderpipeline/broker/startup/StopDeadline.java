package io.orderpipeline.broker.startup;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * Ends a process whose orderly stop takes too long, whatever its threads are blocked in, such as a log line that nothing reads. Every
 * file survives that: it is what a crash does.
 */
final class StopDeadline {

    private static final AtomicBoolean WATCHED = new AtomicBoolean();

    private StopDeadline() {}

    /**
     * Watches over the shutdown of this JVM, from its beginning; only the first call counts.
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

    /** A daemon: a shutdown that ends in time does not wait for it. */
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
