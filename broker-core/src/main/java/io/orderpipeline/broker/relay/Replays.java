package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.outbox.Outbox;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes entries of the outbox again, alongside live delivery, one replay at a time. Processed notifications are not sent again, so
 * replaying everything on a consistent system sends nothing.
 *
 * <p>Thread-safe.
 */
public final class Replays {

    private static final Logger log = LoggerFactory.getLogger(Replays.class);

    private static final Duration STOP_GRACE = Duration.ofSeconds(12);

    private final Outbox outbox;
    private final EventPublisher bus;
    private final ReplayPreview preview;
    private @Nullable ReplayRun latest;

    public Replays(Outbox outbox, EventPublisher bus, ReplayPreview preview) {
        this.outbox = outbox;
        this.bus = bus;
        this.preview = preview;
    }

    /**
     * Starts a dry run: counts what a replay of the range would do, and publishes nothing.
     *
     * @return empty while another replay is running
     * @throws IllegalArgumentException when the range begins with entries that are no longer kept
     */
    public Optional<ReplayRun> dryRun(ReplayRange range) {
        return start(range, new ReplayPublisher(bus, preview, true), Duration.ZERO);
    }

    /**
     * Starts a replay of the entries now in the range.
     *
     * @param eventsPerSecond most events to publish per second, at least 1
     * @return empty while another replay is running
     * @throws IllegalArgumentException when the range begins with entries that are no longer kept
     */
    public Optional<ReplayRun> start(ReplayRange range, int eventsPerSecond) {
        if (eventsPerSecond < 1) {
            throw new IllegalArgumentException("a replay needs at least 1 event a second, not " + eventsPerSecond);
        }
        return start(
                range,
                new ReplayPublisher(bus, preview, false),
                Duration.ofSeconds(1).dividedBy(eventsPerSecond));
    }

    private Optional<ReplayRun> start(ReplayRange range, ReplayPublisher publisher, Duration interval) {
        range.requireKeptBy(outbox);
        ReplayRun run = new ReplayRun(outbox, range, publisher, interval);
        if (!claim(run)) {
            return Optional.empty();
        }
        run.start();
        return Optional.of(run);
    }

    private synchronized boolean claim(ReplayRun run) {
        if (latest != null && latest.progress().state() == ReplayProgress.State.RUNNING) {
            return false;
        }
        latest = run;
        return true;
    }

    /** The running replay, or else the last one; empty if there was none. */
    public synchronized Optional<ReplayRun> latest() {
        return Optional.ofNullable(latest);
    }

    /** Stops the running replay, and returns once it has nothing in flight, or after twelve seconds. */
    public void stop() {
        latest().ifPresent(Replays::stop);
    }

    private static void stop(ReplayRun run) {
        run.stop();
        try {
            if (!run.awaitOver(STOP_GRACE)) {
                log.warn(
                        "replay.stopped withEventsInFlight=true nextSeq={}",
                        run.progress().nextSeq());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
