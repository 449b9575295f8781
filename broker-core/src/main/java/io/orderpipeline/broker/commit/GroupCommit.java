package io.orderpipeline.broker.commit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that owns a store, with a bounded queue in front of it. While a batch is being committed, the next one collects, so that all
 * its callers share one sync; no caller waits for a batch to fill up.
 *
 * <p>Thread-safe.
 */
public final class GroupCommit<T> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private final Limits limits;
    private final Pauses pauses;
    private final ToIntFunction<T> weight;
    private final Committer<T> committer;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Queue<T> queue = new ArrayDeque<>();
    private long queuedBytes;
    private boolean closed;
    /** How many more times to call the committer without entries. Used only by the committing thread. */
    private int idleCallsLeft;

    GroupCommit(
            String name,
            Limits limits,
            Pauses pauses,
            ToIntFunction<T> weight,
            Committer<T> committer,
            Consumer<RuntimeException> onDeath) {
        this.limits = limits;
        this.pauses = pauses;
        this.idleCallsLeft = pauses.idleCalls();
        this.weight = weight;
        this.committer = committer;
        this.thread = new Thread(this::run, name);
        this.thread.setUncaughtExceptionHandler((dead, cause) -> {
            refuseAll();
            onDeath.accept(new IllegalStateException(
                    String.format(Locale.ROOT, "the thread %s ended: %s", name, cause), cause));
        });
    }

    /**
     * Starts the thread.
     *
     * @param weight    an entry's size in bytes
     * @param committer called only by that thread
     * @param onDeath   called by that thread when an error ends it, such as a lack of memory; nothing is committed any more
     */
    public static <T> GroupCommit<T> start(
            String name,
            Limits limits,
            ToIntFunction<T> weight,
            Committer<T> committer,
            Consumer<RuntimeException> onDeath) {
        return new GroupCommit<>(name, limits, Pauses.USUAL, weight, committer, onDeath).started();
    }

    GroupCommit<T> started() {
        thread.start();
        return this;
    }

    /** Queues an entry; returns false, and does not commit it, if the queue is full or closed. */
    public boolean offer(T entry) {
        int bytes = weight.applyAsInt(entry);
        lock.lock();
        try {
            if (closed || queue.size() >= limits.queueEntries() || queuedBytes + bytes > limits.queueBytes()) {
                return false;
            }
            queuedBytes += bytes;
            queue.add(entry);
            if (queue.size() == 1) {
                arrived.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Commits all queued entries, ends the thread and waits for its end. */
    @Override
    public void close() {
        refuseAll();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuseAll() {
        lock.lock();
        try {
            closed = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        boolean retry = committer.commit(List.of()) == Committer.Outcome.RETRY_SOON;
        while (!isFinished()) {
            retry = committer.commit(nextBatch(retry)) == Committer.Outcome.RETRY_SOON;
        }
    }

    /** Waits for entries, at most until the committer must be called without any. */
    private List<T> nextBatch(boolean retry) {
        long left = retry ? pauses.retryNanos() : idleCallsLeft > 0 ? pauses.idleNanos() : Long.MAX_VALUE;
        lock.lock();
        try {
            while (queue.isEmpty() && !closed && left > 0) {
                left = arrived.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // Only this class uses the thread, so its interrupt status can stay cleared: if it were set, writing to a
            // file would close the file.
            log.warn("commit.interrupted thread={}", thread.getName());
        } finally {
            lock.unlock();
        }
        List<T> batch = take();
        idleCallsLeft = batch.isEmpty() ? idleCallsLeft - 1 : pauses.idleCalls();
        return batch;
    }

    private List<T> take() {
        lock.lock();
        try {
            List<T> batch = new ArrayList<>(Math.min(queue.size(), limits.batchEntries()));
            long bytes = 0;
            while (!queue.isEmpty() && batch.size() < limits.batchEntries() && bytes < limits.batchBytes()) {
                T entry = queue.remove();
                bytes += weight.applyAsInt(entry);
                batch.add(entry);
            }
            queuedBytes -= bytes;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFinished() {
        lock.lock();
        try {
            return closed && queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** What the thread does with each batch. Must handle its own failures and throw nothing. */
    @FunctionalInterface
    public interface Committer<T> {

        /**
         * Commits a batch. The batch is empty at the start, when a retry is due, and a few times a second for half a minute after the last
         * entry, so that the store can be checked and maintained.
         */
        Outcome commit(List<T> batch);

        /** Whether the thread may wait for the next entry. */
        enum Outcome {
            DONE,
            /** Some work is left to retry in the next call, which should not wait for an entry. */
            RETRY_SOON
        }
    }

    /**
     * Limits of the queue and of one batch.
     *
     * @param queueEntries maximum number of queued entries
     * @param queueBytes   maximum size of the queued entries, in bytes
     * @param batchEntries maximum number of entries in a batch
     * @param batchBytes   size in bytes from which a batch accepts no further entry
     */
    public record Limits(int queueEntries, long queueBytes, int batchEntries, long batchBytes) {

        /** Room for bursts of small orders and for a hundred of the largest ones; a batch stays under two megabytes. */
        public static final Limits USUAL = new Limits(10_000, 32 << 20, 1_024, 1 << 20);

        /** The same limits, except for the maximum number of queued entries. */
        public Limits withQueueOf(int entries) {
            return new Limits(entries, queueBytes, batchEntries, batchBytes);
        }
    }

    /**
     * How long the thread waits for entries before it calls the committer without any.
     *
     * @param retryNanos while work is left to retry
     * @param idleNanos  otherwise; well below a second, because while there is traffic a broken store is noticed only after this time
     * @param idleCalls  number of such calls in a row; then the thread waits for the next entry: an idle service makes no system calls
     */
    record Pauses(long retryNanos, long idleNanos, int idleCalls) {

        /** 100 ms for a retry; otherwise 400 ms, for half a minute after the last entry. */
        static final Pauses USUAL =
                new Pauses(TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.MILLISECONDS.toNanos(400), 75);
    }
}
