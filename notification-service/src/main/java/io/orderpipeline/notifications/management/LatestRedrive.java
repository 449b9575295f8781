package io.orderpipeline.notifications.management;

import io.orderpipeline.notifications.delivery.DeadLetterOffice;
import io.orderpipeline.notifications.delivery.RedriveProgress;
import io.orderpipeline.notifications.delivery.RedriveRun;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The redrive that is running, or the last one. Only one runs at a time. Thread-safe. */
final class LatestRedrive implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LatestRedrive.class);
    private static final Duration STOP_GRACE = Duration.ofSeconds(10);

    private final DeadLetterOffice office;
    private @Nullable RedriveRun latest;

    LatestRedrive(DeadLetterOffice office) {
        this.office = office;
    }

    synchronized Optional<RedriveRun> get() {
        return Optional.ofNullable(latest);
    }

    /** Starts a redrive; empty when another one is running. */
    synchronized Optional<RedriveRun> start(@Nullable String cause) {
        if (latest != null && latest.progress().state() == RedriveProgress.State.RUNNING) {
            return Optional.empty();
        }
        latest = office.redriveAll(cause);
        return get();
    }

    /** Must happen before the stores close; otherwise a notification in progress would be sent but not recorded. */
    @Override
    public void close() {
        RedriveRun run = get().orElse(null);
        if (run == null) {
            return;
        }
        run.stop();
        try {
            if (!run.awaitOver(STOP_GRACE)) {
                log.warn(
                        "redrive.stopped withLetterInFlight=true left={}",
                        run.progress().left());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
