package io.orderpipeline.broker.startup;

import io.orderpipeline.broker.LogValue;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

/**
 * Ends the process when its storage can no longer be trusted: readiness goes down, the graceful shutdown answers requests in flight, and
 * the exit code shows that a restart is needed. A shutdown that takes longer than the grace period is cut short, whatever it waits for, such
 * as a log that nothing reads. Thread-safe; only the first failure counts.
 */
public final class FailStop implements Consumer<RuntimeException> {

    /** The exit code: EX_IOERR of sysexits.h. */
    public static final int EXIT_CODE = 74;

    private static final Logger log = LoggerFactory.getLogger(FailStop.class);

    private final ApplicationContext context;
    private final Duration grace;
    private final ThreadFactory threads;
    private final IntConsumer exit;
    private final IntConsumer halt;
    private final AtomicBoolean failed = new AtomicBoolean();

    /**
     * @param exit ends the process in order; need not return
     * @param halt ends it at once
     */
    FailStop(ApplicationContext context, Duration grace, ThreadFactory threads, IntConsumer exit, IntConsumer halt) {
        this.context = context;
        this.grace = grace;
        this.threads = threads;
        this.exit = exit;
        this.halt = halt;
    }

    /** Ends this JVM. */
    static FailStop ofThisProcess(ApplicationContext context, Duration grace) {
        return new FailStop(
                context, grace, work -> new Thread(work, "fail-stop"), System::exit, Runtime.getRuntime()::halt);
    }

    /** Returns at once, since the caller may be a thread that the shutdown waits for. */
    @Override
    public void accept(RuntimeException cause) {
        if (failed.compareAndSet(false, true)) {
            try {
                threads.newThread(() -> end(cause)).start();
            } catch (OutOfMemoryError e) {
                // The system allows no further thread. Nothing would ever end the process: only this call counts.
                halt.accept(EXIT_CODE);
            }
        }
    }

    /** Whether the storage has failed and the process exits with {@link #EXIT_CODE}. */
    boolean hasFailed() {
        return failed.get();
    }

    private void end(RuntimeException cause) {
        try {
            Thread orderly = threads.newThread(() -> endInOrder(cause));
            orderly.start();
            orderly.join(grace.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            halt.accept(EXIT_CODE);
        }
    }

    private void endInOrder(RuntimeException cause) {
        try {
            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        } finally {
            log.error("storage.failed cause={} -> this process exits; restart it", LogValue.quoted(cause.getMessage()));
            exit.accept(EXIT_CODE);
        }
    }
}
