package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.Lease;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
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

    private static final long IDLE = Long.MIN_VALUE;
    /** Far longer than a step takes, which waits for nothing. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(5);
    /** What a stop has left, beyond its grace, to save the checkpoint. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final Outbox outbox;
    private final EventPublisher bus;
    private final Checkpoint checkpoint;
    private final CommitBell bell;
    private final RelaySettings settings;

    private final LongAdder published = new LongAdder();
    private final DoneSeq doneSeq = new DoneSeq();
    private volatile RelayStatus.State state = RelayStatus.State.STOPPED;
    private final PauseSwitch pause = new PauseSwitch(System::nanoTime);
    /** The newest entry's seq when the outbox could last be asked. */
    private volatile long lastSeq;
    /** When the step that is being taken began, by {@link System#nanoTime}; between two steps {@link #IDLE}. */
    private volatile long stepBegan = IDLE;

    private @Nullable Run run;

    public OutboxRelay(
            Outbox outbox, EventPublisher bus, Checkpoint checkpoint, CommitBell bell, RelaySettings settings) {
        this.outbox = outbox;
        this.bus = bus;
        this.checkpoint = checkpoint;
        this.bell = bell;
        this.settings = settings;
    }

    /** Starts to publish; no effect when started already. */
    public synchronized void start() {
        if (run == null) {
            run = new Run();
            state = RelayStatus.State.RUNNING;
            run.thread.start();
        }
    }

    /** Publishes nothing more; entries in flight still finish. Returns at once. */
    public synchronized void requestStop() {
        if (run != null) {
            run.stopRequested.countDown();
            bell.ring();
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
        requestStop();
        try {
            run.thread.join(settings.stopGrace().plus(LONGEST_CLOSE).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // No effect on a thread that has ended. One that is still there is stuck: what it holds is delivered again
        // after a restart.
        run.thread.interrupt();
        run = null;
    }

    /** Publishes nothing until {@link #resume}, also after a stop and a start; entries in flight still finish. */
    public void pause() {
        if (pause.turn(true)) {
            bell.ring();
            log.info("relay.paused doneSeq={}", doneSeq.get());
        }
    }

    /** Ends a {@link #pause}. */
    public void resume() {
        if (pause.turn(false)) {
            bell.ring();
            log.info("relay.resumed backlog={}", status().backlog());
        }
    }

    /** Where the relay stands. Looks into the outbox; while that cannot be read, tells its backlog as it was last known. */
    public RelayStatus status() {
        long done = doneSeq.get();
        RelayStatus.State now = shownState();
        try {
            lastSeq = outbox.lastSeq();
            return new RelayStatus(now, done, lastSeq, done < lastSeq ? acceptedAt(done) : null);
        } catch (OutboxUnreadableException e) {
            // Why is in the relay's own line of the log, once it gets there.
            RelayStatus.State unreadable = now == RelayStatus.State.RUNNING ? RelayStatus.State.OUTAGE : now;
            return new RelayStatus(unreadable, done, lastSeq, null);
        }
    }

    private RelayStatus.State shownState() {
        RelayStatus.State now = state;
        long began = stepBegan;
        if (now == RelayStatus.State.STOPPED) {
            return now;
        }
        if (began != IDLE && System.nanoTime() - began > LONGEST_STEP.toNanos()) {
            return RelayStatus.State.STALLED;
        }
        return pause.isOn() ? RelayStatus.State.PAUSED : now;
    }

    /** How often an entry was published since this relay was made; an entry published again counts again. */
    public long published() {
        return published.sum();
    }

    /**
     * Waits until every entry up to {@code seq} is done.
     *
     * @return false when that has not happened within {@code timeout}
     */
    public boolean awaitDone(long seq, Duration timeout) throws InterruptedException {
        return doneSeq.await(seq, timeout);
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

    /** From one start to the next stop. */
    private final class Run {

        private final CountDownLatch stopRequested = new CountDownLatch(1);
        private final Thread thread = new Thread(this::run, "outbox-relay");
        private String lastProblem = "";

        Run() {
            thread.setDaemon(true);
        }

        private void run() {
            try {
                while (!isStopRequested()) {
                    own();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                log.warn("relay.interrupted doneSeq={}", doneSeq.get());
            } finally {
                stepBegan = IDLE;
                state = RelayStatus.State.STOPPED;
            }
        }

        /** Relays while it owns the checkpoint. Asks for it again, also after a failure that nothing has foreseen. */
        private void own() throws InterruptedException {
            try {
                Checkpoint.Ownership ownership = checkpoint.acquire();
                if (ownership instanceof Checkpoint.Held held) {
                    relay(held.lease());
                    rest(settings.firstProbe()); // A store on which leases run out at once is not asked without a
                    // rest.
                } else if (ownership instanceof Checkpoint.HeldElsewhere elsewhere) {
                    standBy(elsewhere);
                }
            } catch (RuntimeException e) {
                stepBegan = IDLE;
                state = RelayStatus.State.OUTAGE;
                tell(e);
                rest(settings.longestPause());
            }
        }

        private void standBy(Checkpoint.HeldElsewhere elsewhere) throws InterruptedException {
            doneSeq.set(elsewhere.doneSeq());
            if (state != RelayStatus.State.STANDBY) {
                log.info("relay.standby owner={} doneSeq={}", elsewhere.owner(), elsewhere.doneSeq());
                state = RelayStatus.State.STANDBY;
            }
            rest(elsewhere.retryIn());
        }

        private void relay(Lease held) throws InterruptedException {
            try (Lease lease = held;
                    RelayLoop loop = openLoop(lease)) {
                lastProblem = "";
                state = RelayStatus.State.RUNNING;
                while (!isStopRequested() && loop.isHeld()) {
                    stepBegan = System.nanoTime();
                    long wait = pause.isOn() ? loop.idleStep() : loop.step();
                    stepBegan = IDLE;
                    state = loop.isInOutage() ? RelayStatus.State.OUTAGE : RelayStatus.State.RUNNING;
                    doneSeq.set(loop.doneSeq());
                    if (!isStopRequested()) {
                        bell.await(Math.min(wait, pause.remind(loop.doneSeq())));
                    }
                }
                finishInFlight(loop);
                doneSeq.set(loop.doneSeq());
            }
        }

        /** Once for each problem, though it is met again at each try. */
        private void tell(RuntimeException failure) {
            boolean expected = failure instanceof OutboxUnreadableException || failure instanceof Outage;
            String problem = expected ? String.valueOf(failure.getMessage()) : failure.toString();
            if (!problem.equals(lastProblem)) {
                lastProblem = problem;
                log.error(
                        "relay.failed doneSeq={} startsAgainIn={} problem=\"{}\"",
                        doneSeq.get(),
                        settings.longestPause(),
                        problem,
                        expected ? null : failure);
            }
        }

        private void rest(Duration length) throws InterruptedException {
            if (stopRequested.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
                log.debug("relay.stopped withoutLease=true");
            }
        }

        private RelayLoop openLoop(Lease lease) {
            OutageWatch outage = new OutageWatch(settings.firstProbe(), settings.longestPause(), System::nanoTime);
            CheckpointSaver saver =
                    new CheckpointSaver(lease, settings.checkpointInterval().toNanos(), System::nanoTime);
            CatchUpPace pace = new CatchUpPace(outbox, System::nanoTime);
            RelayLoop.Progress progress = new RelayLoop.Progress("relay", saver, outage, pace, published);
            return new RelayLoop(outbox, bus, bell, progress, settings.window());
        }

        private void finishInFlight(RelayLoop loop) throws InterruptedException {
            long deadline = System.nanoTime() + settings.stopGrace().toNanos();
            while (loop.isHeld() && loop.isWaitingForOutcomes()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    log.warn(
                            "relay.stopped withEntriesInFlight=true doneSeq={} grace={}",
                            loop.doneSeq(),
                            settings.stopGrace());
                    return;
                }
                bell.await(left);
            }
        }

        private boolean isStopRequested() {
            return stopRequested.getCount() == 0;
        }
    }
}
