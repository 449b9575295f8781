package io.orderpipeline.orders.edge.slow;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.tomcat.util.threads.TaskQueue;

/**
 * Queues a task for a busy thread as long as the threads make progress. The container's own queue asks for a new thread whenever no thread
 * is idle, up to the maximum; under load each answer then wakes another thread, which costs more than the answer. Threads that are blocked,
 * by clients that do not read or an issuer that does not answer, take no tasks; then this queue asks for a new thread too.
 *
 * <p>Thread-safe.
 */
final class StallAwareQueue extends TaskQueue {

    private static final long serialVersionUID = 1L;

    /** Far longer than a thread needs for a request, far shorter than a client would notice. */
    static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final transient LongSupplier nanoTime;
    private transient volatile long lastTakenAt;

    StallAwareQueue(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastTakenAt = nanoTime.getAsLong();
    }

    /** False when the task should get a new thread. */
    @Override
    public boolean offer(Runnable task) {
        return isProgressing() ? force(task) : super.offer(task);
    }

    /** Whether tasks are queued and no thread takes them. */
    boolean isStalled() {
        return !isEmpty() && !isProgressing();
    }

    private boolean isProgressing() {
        return nanoTime.getAsLong() - lastTakenAt < STALL_NANOS;
    }

    @Override
    public Runnable take() throws InterruptedException {
        return taken(super.take());
    }

    @Override
    public Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
        Runnable task = super.poll(timeout, unit);
        // A thread that times out here ends, so this is not progress.
        return task == null ? task : taken(task);
    }

    private Runnable taken(Runnable task) {
        lastTakenAt = nanoTime.getAsLong();
        return task;
    }
}
