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
 * Publishes the entries of an outbox in commit order, from its checkpoint on, at least once each, while it owns the checkpoint. An entry
 * is done when the bus says so; until then it is published again after an outage or a restart, here or by the next owner.
 *
 * <p>Thread-safe. A dedicated thread does the work while it is started; it may be started and stopped many times.
 */
public final class OutboxRelay {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    /** What a stop has left, beyond its grace, to save the checkpoint. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final Outbox outbox;
    private final CommitBell bell;
    private final RelaySettings settings;
    private final RelayRun.Ends ends;
    private final RelayState state;
    /** The newest entry's seq when the outbox could last be asked. */
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

    /** Starts to publish; no effect when started already. */
    public synchronized void start() {
        if (run == null) {
            run = new RelayRun(ends, settings, state);
            run.start();
        }
    }

    /** Publishes nothing more; entries in flight still finish. Returns at once. */
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

    /** Publishes nothing until {@link #resume}, also after a stop and a start; entries in flight still finish. */
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

    /** Where the relay stands. Looks into the outbox; while that cannot be read, tells its backlog as it was last known. */
    public RelayStatus status() {
        long done = state.doneSeq.get();
        RelayStatus.State now = state.shown();
        try {
            lastSeq = outbox.acceptedSeq();
            return new RelayStatus(now, done, lastSeq, done < outbox.lastSeq() ? acceptedAt(done) : null);
        } catch (OutboxUnreadableException e) {
            // Why is in the relay's own line of the log, once it gets there.
            RelayStatus.State unreadable = now == RelayStatus.State.RUNNING ? RelayStatus.State.OUTAGE : now;
            return new RelayStatus(unreadable, done, lastSeq, null);
        }
    }

    /** How often an entry was published since this relay was made; an entry published again counts again. */
    public long published() {
        return state.counts.attempts();
    }

    /** How often a published entry came back since this relay was made, to be published again. */
    public long publishFailures() {
        return state.counts.failures();
    }

    /**
     * Waits until every entry up to {@code seq} is done.
     *
     * @return false when that has not happened within {@code timeout}
     */
    public boolean awaitDone(long seq, Duration timeout) throws InterruptedException {
        return state.doneSeq.await(seq, timeout);
    }

    /**
     * Waits until every entry that is in the outbox now is done.
     *
     * @return false when that has not happened within {@code timeout}
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
