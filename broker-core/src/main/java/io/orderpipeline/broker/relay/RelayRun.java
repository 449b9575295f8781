package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.Lease;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A relay from one start to the next stop, on a dedicated thread. Thread-safe. */
final class RelayRun {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private final Outbox outbox;
    private final EventPublisher bus;
    private final Checkpoint checkpoint;
    private final CommitBell bell;
    private final RelaySettings settings;
    private final RelayState state;

    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private String lastProblem = "";

    RelayRun(Ends ends, RelaySettings settings, RelayState state) {
        this.outbox = ends.outbox();
        this.bus = ends.bus();
        this.checkpoint = ends.checkpoint();
        this.bell = ends.bell();
        this.settings = settings;
        this.state = state;
        thread.setDaemon(true);
    }

    /** What a relay connects. */
    record Ends(Outbox outbox, EventPublisher bus, Checkpoint checkpoint, CommitBell bell) {}

    void start() {
        state.become(RelayStatus.State.RUNNING);
        thread.start();
    }

    void requestStop() {
        stopRequested.countDown();
        bell.ring();
    }

    /** Waits for the thread to end. If it is still running then, it is stuck, and its entries are delivered again after a restart. */
    void awaitEnd(Duration longest) {
        try {
            thread.join(longest.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt(); // No effect if it has ended.
    }

    private void run() {
        try {
            while (!isStopRequested()) {
                runWhileOwner();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.warn("relay.interrupted doneSeq={}", state.doneSeq.get());
        } finally {
            state.become(RelayStatus.State.STOPPED);
        }
    }

    /** Runs the relay while it owns the checkpoint. Returns to be called again, also after an unexpected failure. */
    private void runWhileOwner() throws InterruptedException {
        try {
            Checkpoint.Ownership ownership = checkpoint.acquire();
            if (ownership instanceof Checkpoint.Held held) {
                relay(held.lease());
                // Avoids a busy loop on a store where leases expire at once.
                rest(settings.firstProbe());
            } else if (ownership instanceof Checkpoint.HeldElsewhere elsewhere) {
                standBy(elsewhere);
            }
        } catch (RuntimeException | Error e) {
            // Errors too, such as OutOfMemoryError: without this thread no event is published until a restart.
            state.become(RelayStatus.State.OUTAGE);
            logOnce(e);
            rest(settings.longestPause());
        }
    }

    private void standBy(Checkpoint.HeldElsewhere elsewhere) throws InterruptedException {
        state.doneSeq.set(elsewhere.doneSeq());
        if (!state.is(RelayStatus.State.STANDBY)) {
            log.info("relay.standby owner={} doneSeq={}", elsewhere.owner(), elsewhere.doneSeq());
            state.become(RelayStatus.State.STANDBY);
        }
        rest(elsewhere.retryIn());
    }

    private void relay(Lease held) throws InterruptedException {
        try (Lease lease = held;
                RelayLoop loop = openLoop(lease)) {
            lastProblem = "";
            while (!isStopRequested() && loop.isHeld()) {
                long wait = step(loop);
                boolean stillDown = state.is(RelayStatus.State.OUTAGE) && loop.hasUnclearEnd();
                state.become(loop.isInOutage() || stillDown ? RelayStatus.State.OUTAGE : RelayStatus.State.RUNNING);
                state.doneSeq.set(loop.doneSeq());
                if (!isStopRequested()) {
                    bell.await(Math.min(wait, state.pause.remind(loop.doneSeq())));
                }
            }
            finishInFlight(loop);
            state.doneSeq.set(loop.doneSeq());
        }
    }

    private long step(RelayLoop loop) {
        state.beginStep();
        try {
            return state.pause.isOn() ? loop.idleStep() : loop.step();
        } finally {
            state.endStep();
        }
    }

    /** Logs a problem once, not at every retry. */
    private void logOnce(Throwable failure) {
        boolean expected = failure instanceof OutboxUnreadableException || failure instanceof Outage;
        String problem = expected ? String.valueOf(failure.getMessage()) : failure.toString();
        if (!problem.equals(lastProblem)) {
            lastProblem = problem;
            // An outage ends without an operator.
            log.atLevel(failure instanceof Outage ? Level.WARN : Level.ERROR)
                    .setCause(expected ? null : failure)
                    .log(
                            "relay.failed doneSeq={} startsAgainIn={} problem={}",
                            state.doneSeq.get(),
                            settings.longestPause(),
                            LogValue.quoted(problem));
        }
    }

    private void rest(Duration length) throws InterruptedException {
        boolean unused = stopRequested.await(length.toNanos(), TimeUnit.NANOSECONDS);
    }

    private RelayLoop openLoop(Lease lease) {
        OutageWatch outage = new OutageWatch(settings.firstProbe(), settings.longestPause(), System::nanoTime);
        CheckpointSaver saver =
                new CheckpointSaver(lease, settings.checkpointInterval().toNanos(), System::nanoTime);
        CatchUpPace pace = new CatchUpPace(outbox, System::nanoTime);
        RelayLoop.Progress progress = new RelayLoop.Progress("relay", saver, outage, pace, state.counts);
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
