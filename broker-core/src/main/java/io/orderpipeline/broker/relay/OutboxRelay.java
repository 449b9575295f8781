package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the entries of an outbox at least once each, in commit order from the checkpoint on, while it owns the checkpoint. An entry is
 * done when the bus has completed it; until then it is published again after an outage or a restart, by this relay or the next owner.
 *
 * <p>Thread-safe. While started, it works on its own thread; it may be started and stopped many times.
 */
public final class OutboxRelay {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    /** Time a stop has after its grace period to save the checkpoint. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final Outbox outbox;
    private final CommitBell bell;
    private final RelaySettings settings;
    private final RelayRun.Ends ends;
    private final RelayState state;
    /** The newest accepted order's seq when the outbox was last readable. */
    private volatile long lastSeq;

    private @Nullable RelayRun run;

    public OutboxRelay(
            Outbox outbox, EventPublisher bus, Checkpoint checkpoint, CommitBell bell, RelaySettings settings) {
        this(new RelayRun.Ends(outbox, bus, checkpoint, bell), settings, new RelayState(System::nanoTime));
    }

    OutboxRelay(RelayRun.Ends ends, RelaySettings settings, RelayState state) {
        this.outbox = ends.outbox();
        this.bell = ends.bell();
        this.settings = settings;
        this.ends = ends;
        this.state = state;
    }

    /** Starts publishing; no effect if already started. */
    public synchronized void start() {
        if (run == null) {
            run = new RelayRun(ends, settings, state);
            run.start();
        }
    }

    /** Stops publishing; entries in flight still finish. Returns at once. */
    public synchronized void requestStop() {
        if (run != null) {
            run.requestStop();
        }
    }

    /**
     * Stops after the entries in flight have finished, or after the grace period, and saves the checkpoint. Returns within two seconds
     * of the grace period, whatever the relay's thread is blocked in.
     */
    public synchronized void stop() {
        if (run == null) {
            return;
        }
        run.requestStop();
        run.awaitEnd(settings.stopGrace().plus(LONGEST_CLOSE));
        run = null;
    }

    /** Publishes nothing until {@link #resume}, even after a stop and a start; entries in flight still finish. */
    public void pause() {
        if (state.pause.turn(true)) {
            bell.ring();
            log.info("relay.paused doneSeq={}", state.doneSeq.get());
        }
    }

    /** Ends a {@link #pause}. */
    public void resume() {
        if (state.pause.turn(false)) {
            bell.ring();
            log.info("relay.resumed backlog={}", status().backlog());
        }
    }

    /** The relay's current status. Reads the outbox; while that is unreadable, reports the last known backlog. */
    public RelayStatus status() {
        long done = state.doneSeq.get();
        RelayStatus.State now = state.shown();
        try {
            lastSeq = outbox.acceptedSeq();
            return new RelayStatus(now, done, lastSeq, done < outbox.lastSeq() ? acceptedAt(done) : null);
        } catch (OutboxUnreadableException e) {
            // The relay logs the reason itself when it reaches the entry.
            RelayStatus.State unreadable = now == RelayStatus.State.RUNNING ? RelayStatus.State.OUTAGE : now;
            return new RelayStatus(unreadable, done, lastSeq, null);
        }
    }

    /** How many times this relay has published an entry, including retries. */
    public long published() {
        return state.counts.attempts();
    }

    /** How many publications have failed; their entries are published again. */
    public long publishFailures() {
        return state.counts.failures();
    }

    /**
     * Waits until every entry up to {@code seq} is done.
     *
     * @return false if that takes longer than {@code timeout}
     */
    public boolean awaitDone(long seq, Duration timeout) throws InterruptedException {
        return state.doneSeq.await(seq, timeout);
    }

    /**
     * Waits until every entry now in the outbox is done.
     *
     * @return false if that takes longer than {@code timeout}
     */
    public boolean awaitDrained(Duration timeout) throws InterruptedException {
        return awaitDone(outbox.lastSeq(), timeout);
    }

    private @Nullable Instant acceptedAt(long afterSeq) {
        try (OutboxCursor cursor = outbox.after(afterSeq)) {
            OutboxEntry oldest = cursor.next();
            return oldest == null ? null : oldest.event().occurredAt();
        }
    }
}
