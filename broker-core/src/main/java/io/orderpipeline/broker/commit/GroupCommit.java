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
 * One thread that owns a store, and a bounded queue in front of it. While a batch is being committed the next one gathers, so
 * that a sync is shared by all who wait for it; no caller waits for a batch to fill up.
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
    /** How often the committer is still to be called without entries. Of the committing thread only. */
    private int looksLeft;

    GroupCommit(
            String name,
            Limits limits,
            Pauses pauses,
            ToIntFunction<T> weight,
            Committer<T> committer,
            Consumer<RuntimeException> onDeath) {
        this.limits = limits;
        this.pauses = pauses;
        this.looksLeft = pauses.idleLooks();
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
     * @param committer is called by that thread alone
     * @param onDeath   is told, by that thread, when it ends of an error, such as a lack of memory: nothing is committed any more
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

    /** Queues an entry; false when the queue is full or closed, and the entry will not be committed. */
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

    /** Commits what is queued, then ends the thread and waits for that. */
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

    /** Waits for entries, no longer than until the committer is to be called without any. */
    private List<T> nextBatch(boolean retry) {
        long left = retry ? pauses.retryNanos() : looksLeft > 0 ? pauses.idleNanos() : Long.MAX_VALUE;
        lock.lock();
        try {
            while (queue.isEmpty() && !closed && left > 0) {
                left = arrived.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // The thread is this class's own. Its status stays cleared: an interrupted thread closes the file that it
            // writes to.
            log.warn("commit.interrupted thread={}", thread.getName());
        } finally {
            lock.unlock();
        }
        List<T> batch = take();
        looksLeft = batch.isEmpty() ? looksLeft - 1 : pauses.idleLooks();
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

    /** What the thread does with each batch. It deals with its own failures: nothing may be thrown. */
    @FunctionalInterface
    public interface Committer<T> {

        /**
         * Commits a batch; an empty one at the start, when a retry is due, and a few times a second for half a minute after the last
         * entry, to look after the store.
         */
        Outcome commit(List<T> batch);

        /** Whether the thread may rest until the next entry. */
        enum Outcome {
            DONE,
            /** Something is left over that the next call will try again; that call should not wait for an entry. */
            RETRY_SOON
        }
    }

    /**
     * How much may wait and how much goes into one batch.
     *
     * @param queueEntries most entries that may wait
     * @param queueBytes   most bytes that may wait
     * @param batchEntries most entries of a batch
     * @param batchBytes   a batch takes no further entry once it has this many bytes
     */
    public record Limits(int queueEntries, long queueBytes, int batchEntries, long batchBytes) {

        /** Room for bursts of small orders and for a hundred of the largest; a batch stays well under a megabyte or two. */
        public static final Limits USUAL = new Limits(10_000, 32 << 20, 1_024, 1 << 20);

        /** The same, but for the number of entries that may wait. */
        public Limits withQueueOf(int entries) {
            return new Limits(entries, queueBytes, batchEntries, batchBytes);
        }
    }

    /**
     * How long the thread waits for entries before it calls the committer without any.
     *
     * @param retryNanos while something is left over
     * @param idleNanos  well below a second: so long may a store be broken without anyone knowing it, while there is traffic
     * @param idleLooks  how often in a row, then it rests until the next entry: an idle service makes no system calls
     */
    record Pauses(long retryNanos, long idleNanos, int idleLooks) {

        /** A tenth of a second; 400 ms, for half a minute after the last entry. */
        static final Pauses USUAL =
                new Pauses(TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.MILLISECONDS.toNanos(400), 75);
    }
}
