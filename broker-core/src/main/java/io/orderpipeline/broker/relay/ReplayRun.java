package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.relay.ReplayProgress.State;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One replay that goes on, or that is over. Thread-safe. */
public final class ReplayRun {

    /** How many events may be in flight at a time. */
    private static final int WINDOW = 64;

    private final boolean dryRun;
    private final Duration interval;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Semaphore window = new Semaphore(WINDOW);
    private final ConcurrentSkipListSet<Long> unfinished = new ConcurrentSkipListSet<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile Counts counts = new Counts(0, 0, 0, 0);
    private volatile State state = State.RUNNING;
    /** The seq up to which every event of the range was handed over. */
    private volatile long lastHandedOver;

    private volatile long nextAt = System.nanoTime();

    ReplayRun(ReplayRange range, boolean dryRun, Duration interval) {
        this.dryRun = dryRun;
        this.interval = interval;
        this.lastHandedOver = range.fromSeq() - 1;
    }

    /** Written by the thread of the replay alone. */
    private record Counts(long events, long notProcessed, long alreadyProcessed, long deadLetters) {}

    /** What the thread of a replay does. */
    interface Work {
        void run() throws InterruptedException;
    }

    /** Ends it soon; events in flight still finish. */
    public void stop() {
        stopped.countDown();
    }

    /** Waits until it is over; false when that has not happened within {@code timeout}. */
    public boolean awaitOver(Duration timeout) throws InterruptedException {
        return over.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How far it has come. */
    public ReplayProgress progress() {
        Counts now = counts;
        Throwable problem = failure.get();
        // In this order, since an event is unfinished before it counts as handed over.
        long handedOver = lastHandedOver;
        Long lowest = unfinished.ceiling(0L);
        return new ReplayProgress(
                state,
                dryRun,
                now.events,
                now.notProcessed,
                now.alreadyProcessed,
                now.deadLetters,
                lowest == null ? handedOver + 1 : lowest,
                problem == null ? "" : problem.toString());
    }

    void start(Work work) {
        Thread thread = new Thread(() -> run(work), "outbox-replay");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Work work) {
        try {
            work.run();
            window.acquire(WINDOW);
        } catch (InterruptedException e) {
            failure.compareAndSet(null, e);
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        } finally {
            state = stateAtTheEnd();
            over.countDown();
        }
    }

    private State stateAtTheEnd() {
        if (failure.get() != null) {
            return State.FAILED;
        }
        return goesOn() ? State.FINISHED : State.STOPPED;
    }

    boolean isDryRun() {
        return dryRun;
    }

    boolean goesOn() {
        return stopped.getCount() > 0 && failure.get() == null;
    }

    void count(long notProcessed, long alreadyProcessed) {
        Counts c = counts;
        counts = new Counts(
                c.events + 1, c.notProcessed + notProcessed, c.alreadyProcessed + alreadyProcessed, c.deadLetters);
    }

    void countDeadLetter() {
        Counts c = counts;
        counts = new Counts(c.events + 1, c.notProcessed, c.alreadyProcessed, c.deadLetters + 1);
    }

    /** Waits for its turn, then hands an event over; an event that is not taken ends the replay. */
    void handOver(long seq, Supplier<CompletionStage<Void>> event) throws InterruptedException {
        if (stopped.await(nextAt - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return;
        }
        nextAt = Math.max(nextAt + interval.toNanos(), System.nanoTime());
        window.acquire();
        unfinished.add(seq);
        lastHandedOver = seq;
        event.get().whenComplete((done, problem) -> {
            if (problem == null) {
                unfinished.remove(seq);
            } else {
                failure.compareAndSet(null, problem);
            }
            window.release();
        });
    }
}
