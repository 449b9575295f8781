package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.outbox.Outbox;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Leaves processor time to incoming orders while a backlog is drained: after each stretch of entries the relay rests as long as the
 * stretch took. It never rests when it is not far behind, or when nothing is added to the backlog.
 *
 * <p>Not thread-safe: it belongs to the relay's thread.
 */
final class CatchUpPace implements Pace {

    /** Entries per stretch: few enough to keep each rest short, many enough to make waking up cheap. */
    static final int STRETCH = 1_000;
    /** A stretch that took longer was waiting, not using the processors. */
    static final Duration LONGEST_REST = Duration.ofMillis(100);

    private final Outbox outbox;
    private final LongSupplier nanoTime;

    private int toGo = STRETCH;
    private long lastSeq;
    /** When the current stretch began; in the future while the relay rests. */
    private long begin;

    CatchUpPace(Outbox outbox, LongSupplier nanoTime) {
        this.outbox = outbox;
        this.nanoTime = nanoTime;
        this.lastSeq = outbox.lastSeq();
        this.begin = nanoTime.getAsLong();
    }

    @Override
    public long nanosLeft() {
        return begin - nanoTime.getAsLong();
    }

    /** Reads the outbox's last seq after each stretch, and throws what that throws. */
    @Override
    public void read(long seq) {
        toGo--;
        if (toGo == 0) {
            toGo = STRETCH;
            long now = nanoTime.getAsLong();
            long newest = outbox.lastSeq();
            boolean behindAndGrowing = newest - seq > STRETCH && newest > lastSeq;
            begin = now + (behindAndGrowing ? Math.min(now - begin, LONGEST_REST.toNanos()) : 0);
            lastSeq = newest;
        }
    }
}
