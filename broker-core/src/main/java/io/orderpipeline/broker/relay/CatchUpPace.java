package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.outbox.Outbox;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Leaves the processors to the orders that still come in while a backlog is drained: after each stretch of entries the relay rests as long
 * as the stretch took. A relay that is not far behind never rests, nor does one whose backlog nothing is added to.
 *
 * <p>Not thread-safe: it belongs to the relay's thread.
 */
final class CatchUpPace implements Pace {

    /** Few enough that a rest is too short to be noticed, and many enough that its end costs nothing. */
    static final int STRETCH = 1_000;
    /** A stretch that took longer did not take it from the processors, but waited for somebody. */
    static final Duration LONGEST_REST = Duration.ofMillis(100);

    private final Outbox outbox;
    private final LongSupplier nanoTime;

    private int toGo = STRETCH;
    private long lastSeq;
    /** When the stretch began; still to come while the relay rests. */
    private long begin;

    CatchUpPace(Outbox outbox, LongSupplier nanoTime) {
        this.outbox = outbox;
        this.nanoTime = nanoTime;
        this.lastSeq = outbox.lastSeq();
        this.begin = nanoTime.getAsLong();
    }

    @Override
    public boolean isResting() {
        return begin - nanoTime.getAsLong() > 0;
    }

    @Override
    public long nanosLeft() {
        return isResting() ? begin - nanoTime.getAsLong() : Long.MAX_VALUE;
    }

    /** Looks into the outbox now and then, and fails as that does. */
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
