package io.orderpipeline.broker.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the relay when the outbox has grown. Rings while the relay is busy are remembered, as one.
 *
 * <p>Thread-safe.
 */
public final class CommitBell {

    private final Duration pause;
    private final Semaphore rung = new Semaphore(0);

    private CommitBell(Duration pause) {
        this.pause = pause;
    }

    /** A bell in the JVM that also writes the outbox: the relay sleeps until it rings. */
    public static CommitBell insideOneJvm() {
        return new CommitBell(Duration.ZERO);
    }

    /** A bell for an outbox that another process writes without ringing: the relay looks after every {@code pause}. */
    public static CommitBell polling(Duration pause) {
        if (pause.toMillis() < 1) {
            throw new IllegalArgumentException("the pause must be at least 1 ms, not " + pause);
        }
        return new CommitBell(pause);
    }

    /** Wakes the relay, now or when it waits next. */
    public void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /**
     * Waits for a ring, for the pause of a polling bell, or for {@code nanos}, whichever comes first.
     *
     * @param nanos {@link Long#MAX_VALUE} to wait for a ring alone
     */
    public void await(long nanos) throws InterruptedException {
        long limit = pause.isZero() ? nanos : Math.min(nanos, pause.toNanos());
        if (limit == Long.MAX_VALUE) {
            rung.acquire();
        } else if (!rung.tryAcquire(limit, TimeUnit.NANOSECONDS)) {
            return;
        }
        rung.drainPermits();
    }
}
