package io.orderpipeline.broker.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the relay when the outbox has grown, and knows when that was. Rings while the relay is busy are kept, combined into one.
 *
 * <p>Thread-safe.
 */
public final class CommitBell {

    private final Duration pause;
    private final Semaphore rung = new Semaphore(0);
    private final RecentCommits commits = new RecentCommits();

    private CommitBell(Duration pause) {
        this.pause = pause;
    }

    /** A bell for a relay in the JVM that writes the outbox: the relay sleeps until the bell rings. */
    public static CommitBell insideOneJvm() {
        return new CommitBell(Duration.ZERO);
    }

    /** A bell for an outbox that another process writes without ringing: the relay polls, once per {@code pause}. */
    public static CommitBell polling(Duration pause) {
        if (pause.toMillis() < 1) {
            throw new IllegalArgumentException("the pause must be at least 1 ms, not " + pause);
        }
        return new CommitBell(pause);
    }

    /** Wakes the relay now, or ends its next wait at once. */
    public void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /**
     * Records when orders became durable, for {@link #committedAt}. Does not ring.
     *
     * @param firstSeq of the first order; the others follow without gaps
     */
    public void committed(long firstSeq, long lastSeq, Instant at) {
        commits.add(firstSeq, lastSeq, at);
    }

    /** When the entry with this seq was committed; null if another process committed it, or long ago. */
    public @Nullable Instant committedAt(long seq) {
        return commits.timeOf(seq);
    }

    /**
     * Waits for a ring, for the pause of a polling bell, or for {@code nanos}, whichever comes first.
     *
     * @param nanos {@link Long#MAX_VALUE} for no limit
     */
    public void await(long nanos) throws InterruptedException {
        long limit = pause.isZero() ? nanos : Math.min(nanos, pause.toNanos());
        if (limit == Long.MAX_VALUE) {
            rung.acquire();
        } else {
            rung.tryAcquire(limit, TimeUnit.NANOSECONDS);
        }
    }
}
