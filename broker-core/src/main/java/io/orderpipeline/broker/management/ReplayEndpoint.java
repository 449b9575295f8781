package io.orderpipeline.broker.management;

import io.orderpipeline.broker.relay.ReplayRange;
import io.orderpipeline.broker.relay.ReplayRun;
import io.orderpipeline.broker.relay.Replays;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** Replays of the outbox, one at a time. */
@WebEndpoint(id = "replay")
final class ReplayEndpoint {

    private static final int DEFAULT_PACE = 1_000;
    /** Most replays finish within this time, so the response already has their result. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Replays replays;

    ReplayEndpoint(Replays replays) {
        this.replays = replays;
    }

    @ReadOperation
    WebEndpointResponse<Object> progress() {
        return replays.latest()
                .map(run -> Answers.ok(run.progress()))
                .orElseGet(() -> Answers.notFound("no replay has been started yet"));
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
            return Answers.badRequest("give the range by seq or by time, not both");
        }
        int pace = eventsPerSecond == null ? DEFAULT_PACE : eventsPerSecond;
        if (pace < 1) {
            return Answers.badRequest("a replay needs at least 1 event a second, not " + pace);
        }
        Optional<ReplayRun> run;
        try {
            ReplayRange range = bySeq ? seqs(fromSeq, toSeq) : times(from, until);
            run = dryRun == null || dryRun ? replays.dryRun(range) : replays.start(range, pace);
        } catch (IllegalArgumentException e) {
            return Answers.badRequest(String.valueOf(e.getMessage()));
        }
        if (run.isEmpty()) {
            return Answers.conflict("another replay is running");
        }
        run.get().awaitOver(LONGEST_WAIT);
        return Answers.ok(run.get().progress());
    }

    /** Stops the replay that is running. */
    @DeleteOperation
    WebEndpointResponse<Object> stop() {
        replays.latest().ifPresent(ReplayRun::stop);
        return progress();
    }

    private static ReplayRange seqs(@Nullable Long from, @Nullable Long to) {
        long last = to == null ? Long.MAX_VALUE : to;
        return from == null ? ReplayRange.upTo(last) : ReplayRange.ofSeqs(from, last);
    }

    private static ReplayRange times(@Nullable OffsetDateTime from, @Nullable OffsetDateTime until) {
        return ReplayRange.ofTimes(
                from == null ? Instant.MIN : from.toInstant(), until == null ? Instant.MAX : until.toInstant());
    }
}
