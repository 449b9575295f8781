package io.orderpipeline.orders.edge.slow;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.tomcat.util.threads.TaskQueue;

/**
 * Lets a task wait for a thread that is busy, as long as the threads move on. The container's own queue wants another thread for every
 * task that finds none idle, up to the maximum; under load each answer then wakes another thread, which costs more than the
 * answer. Threads that are held up, by clients that do not read or an issuer that does not answer, take no tasks, and then
 * this queue wants another one as well.
 *
 * <p>Thread-safe.
 */
final class PatientQueue extends TaskQueue {

    private static final long serialVersionUID = 1L;

    /** Far longer than a request takes a thread, far shorter than a client would notice. */
    static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final transient LongSupplier nanoTime;
    private transient volatile long lastTakenAt;

    PatientQueue(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastTakenAt = nanoTime.getAsLong();
    }

    /** False when the task should get a new thread. */
    @Override
    public boolean offer(Runnable task) {
        return isMovingOn() ? force(task) : super.offer(task);
    }

    /** Whether tasks wait for threads that take none. */
    boolean isHeldUp() {
        return !isEmpty() && !isMovingOn();
    }

    private boolean isMovingOn() {
        return nanoTime.getAsLong() - lastTakenAt < PATIENCE_NANOS;
    }

    @Override
    public Runnable take() throws InterruptedException {
        return taken(super.take());
    }

    @Override
    public Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
        Runnable task = super.poll(timeout, unit);
        // A thread that finds nothing ends, and serves no task any more.
        return task == null ? task : taken(task);
    }

    private Runnable taken(Runnable task) {
        lastTakenAt = nanoTime.getAsLong();
        return task;
    }
}
