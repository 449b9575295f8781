package io.orderpipeline.broker.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the relay when the outbox has grown, and knows when that was. Rings while the relay is busy are remembered, as one.
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
     * Notes when orders became durable, for {@link #committedAt}. Does not ring.
     *
     * @param firstSeq of the first of them; the others follow it without gaps
     */
    public void committed(long firstSeq, long lastSeq, Instant at) {
        commits.add(firstSeq, lastSeq, at);
    }

    /** When the entry with this seq was committed; null when that was in another process, or long ago. */
    public @Nullable Instant committedAt(long seq) {
        return commits.timeOf(seq);
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
