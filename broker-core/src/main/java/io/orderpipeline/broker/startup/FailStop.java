package io.orderpipeline.broker.startup;

import java.time.Duration;
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
 * the exit code shows that a restart is needed. Thread-safe; only the first failure counts.
 */
public final class FailStop implements Consumer<RuntimeException> {

    /** The exit code: EX_IOERR of sysexits.h. */
    public static final int EXIT_CODE = 74;

    private static final Logger log = LoggerFactory.getLogger(FailStop.class);

    private final ApplicationContext context;
    private final IntConsumer exit;
    private final AtomicBoolean failed = new AtomicBoolean();

    FailStop(ApplicationContext context, IntConsumer exit) {
        this.context = context;
        this.exit = exit;
    }

    /** Returns at once, since the caller may be a thread that the shutdown waits for. */
    @Override
    public void accept(RuntimeException cause) {
        if (failed.compareAndSet(false, true)) {
            log.error("storage.failed cause=\"{}\" -> this process exits; restart it", cause.getMessage());
            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
            new Thread(() -> exit.accept(EXIT_CODE), "fail-stop").start();
        }
    }

    /** Whether the storage has failed and the process exits with {@link #EXIT_CODE}. */
    boolean hasFailed() {
        return failed.get();
    }

    /** A graceful exit, forced if it takes longer than the grace period. */
    static IntConsumer exitWithin(Duration grace) {
        return code -> {
            Thread exit = new Thread(() -> System.exit(code), "fail-stop-exit");
            exit.start();
            try {
                exit.join(grace.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(code);
        };
    }
}
