package io.orderpipeline.notifications.management;

import io.orderpipeline.broker.management.Answers;
import io.orderpipeline.broker.relay.Replay;
import io.orderpipeline.broker.relay.ReplayProgress;
import io.orderpipeline.broker.relay.ReplayRange;
import io.orderpipeline.broker.relay.ReplayRun;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** Replays of the outbox, one at a time. */
@WebEndpoint(id = "replay")
final class ReplayEndpoint implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReplayEndpoint.class);

    private static final int DEFAULT_PACE = 1_000;
    /** Most replays are over by then, and the answer says what came of them. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration STOP_GRACE = Duration.ofSeconds(10);

    private final Replay replay;
    private @Nullable ReplayRun latest;

    ReplayEndpoint(Replay replay) {
        this.replay = replay;
    }

    @ReadOperation
    synchronized WebEndpointResponse<Object> progress() {
        return latest == null ? Answers.notFound("nothing was replayed yet") : Answers.ok(latest.progress());
    }

    /**
     * Starts a replay by seq (both ends included), by time ({@code from} included, {@code until} not), or of everything; a dry run
     * unless {@code dryRun} is false.
     */
    @WriteOperation
    WebEndpointResponse<Object> start(
            @Nullable Boolean dryRun,
            @Nullable Long fromSeq,
            @Nullable Long toSeq,
            @Nullable OffsetDateTime from,
            @Nullable OffsetDateTime until,
            @Nullable Integer eventsPerSecond)
            throws InterruptedException {
        boolean bySeq = fromSeq != null || toSeq != null;
        if (bySeq && (from != null || until != null)) {
            return Answers.badRequest("a range is by seq or by time, not by both");
        }
        int pace = eventsPerSecond == null ? DEFAULT_PACE : eventsPerSecond;
        if (pace < 1) {
            return Answers.badRequest("a replay needs at least 1 event a second, not " + pace);
        }
        ReplayRun run;
        try {
            ReplayRange range = bySeq
                    ? ReplayRange.ofSeqs(fromSeq == null ? 1 : fromSeq, toSeq == null ? Long.MAX_VALUE : toSeq)
                    : ReplayRange.ofTimes(
                            from == null ? Instant.MIN : from.toInstant(),
                            until == null ? Instant.MAX : until.toInstant());
            run = startUnlessBusy(range, dryRun == null || dryRun, pace);
        } catch (IllegalArgumentException e) {
            return Answers.badRequest(String.valueOf(e.getMessage()));
        }
        if (run == null) {
            return Answers.conflict("another replay goes on");
        }
        run.awaitOver(PATIENCE);
        return Answers.ok(run.progress());
    }

    /** Stops the replay that goes on. */
    @DeleteOperation
    synchronized WebEndpointResponse<Object> stop() {
        if (latest != null) {
            latest.stop();
        }
        return progress();
    }

    /** Before the stores close: what is under way would be sent, but not recorded. */
    @Override
    public void close() {
        ReplayRun run = latestRun();
        if (run == null) {
            return;
        }
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

    private synchronized @Nullable ReplayRun latestRun() {
        return latest;
    }

    private synchronized @Nullable ReplayRun startUnlessBusy(ReplayRange range, boolean dryRun, int eventsPerSecond) {
        if (latest != null && latest.progress().state() == ReplayProgress.State.RUNNING) {
            return null;
        }
        latest = dryRun ? replay.dryRun(range) : replay.start(range, eventsPerSecond);
        return latest;
    }
}
