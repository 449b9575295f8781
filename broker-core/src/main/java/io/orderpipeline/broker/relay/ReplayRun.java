package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.Lease;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.relay.ReplayProgress.State;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One replay, running or over: a relay of part of the outbox, on a dedicated thread. Thread-safe. */
public final class ReplayRun {

    /** How many notifications may be in flight at a time; small, so that live delivery keeps most of the subscriber's capacity. */
    private static final int WINDOW = 64;

    private static final RelaySettings SETTINGS = RelaySettings.defaults();

    private final Outbox outbox;
    private final ReplayRange range;
    private final ReplayPublisher publisher;
    private final Duration interval;

    private final CommitBell bell = CommitBell.insideOneJvm();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile long firstSeq;
    private volatile long doneSeq;
    private volatile boolean finished;
    private volatile String outage = "";
    private volatile @Nullable Throwable failure;

    ReplayRun(Outbox outbox, ReplayRange range, ReplayPublisher publisher, Duration interval) {
        this.outbox = outbox;
        this.range = range;
        this.publisher = publisher;
        this.interval = interval;
        this.firstSeq = Math.max(1, range.fromSeq());
    }

    void start() {
        Thread thread = new Thread(this::run, "outbox-replay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops publishing, whatever its thread is blocked in; events in flight still finish. Returns at once. */
    public void stop() {
        stopped.countDown();
        bell.ring();
    }

    /** Waits until it is over and nothing is in flight; false if that takes longer than {@code timeout}. */
    public boolean awaitOver(Duration timeout) throws InterruptedException {
        return over.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The progress so far. Never blocks. */
    public ReplayProgress progress() {
        State state = state();
        ReplayPublisher.Counts counts = publisher.counts();
        return new ReplayProgress(
                state,
                publisher.isDryRun(),
                counts.events(),
                counts.notProcessed(),
                counts.alreadyProcessed(),
                counts.deadLetters(),
                firstSeq,
                Math.max(firstSeq, doneSeq + 1),
                problem());
    }

    private State state() {
        if (failure != null) {
            return State.FAILED;
        }
        // A stop after the end has no effect.
        if (finished) {
            return over.getCount() == 0 ? State.FINISHED : State.RUNNING;
        }
        return isStopped() ? State.STOPPED : State.RUNNING;
    }

    private String problem() {
        Throwable problem = failure;
        if (problem instanceof OutboxUnreadableException unreadable) {
            return unreadable.getMessage();
        }
        return problem == null ? outage : problem.toString();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void run() {
        try {
            relay();
        } catch (InterruptedException e) {
            failure = e;
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // An error too: a replay that shows as running forever would keep every later one from starting.
            failure = e;
        } finally {
            over.countDown();
        }
    }

    private void relay() throws InterruptedException {
        ReplaySource source = new ReplaySource(outbox, range, this::isStopped);
        firstSeq = source.firstSeq();
        try (RelayLoop loop = loop(source)) {
            while (!isStopped()) {
                long pause = loop.step();
                doneSeq = loop.doneSeq();
                outage = loop.outageReason();
                if (source.isExhausted() && loop.isIdle()) {
                    finished = true;
                    break;
                }
                bell.await(pause);
            }
            finishInFlight(loop);
            doneSeq = loop.doneSeq();
        }
        failure = source.problem();
    }

    private void finishInFlight(RelayLoop loop) throws InterruptedException {
        long deadline = System.nanoTime() + SETTINGS.stopGrace().toNanos();
        while (loop.isWaitingForOutcomes() && deadline - System.nanoTime() > 0) {
            bell.await(deadline - System.nanoTime());
        }
    }

    private RelayLoop loop(ReplaySource source) {
        CheckpointSaver unsaved = new CheckpointSaver(
                new NoCheckpoint(), SETTINGS.checkpointInterval().toNanos(), System::nanoTime);
        OutageWatch watch = new OutageWatch(SETTINGS.firstProbe(), SETTINGS.longestPause(), System::nanoTime);
        Pace pace = new FixedPace(interval, System::nanoTime);
        return new RelayLoop(
                source,
                publisher,
                bell,
                new RelayLoop.Progress("replay", unsaved, watch, pace, new PublishCounts()),
                WINDOW);
    }

    /** A replay needs no checkpoint: it starts with its range, saves nothing and may publish until it is stopped. */
    private final class NoCheckpoint implements Lease {

        @Override
        public Position start() {
            return Position.START;
        }

        @Override
        public void save(Position position) {
            // Its progress is only shown while it runs.
        }

        @Override
        public boolean isHeld() {
            return !isStopped();
        }

        @Override
        public void close() {
            // No other replay waits for this lease.
        }
    }
}
