package io.orderpipeline.broker.relay;

import java.time.Duration;
import java.util.function.LongSupplier;

/** At most one entry per interval. Not thread-safe: used by the relay's thread only. */
final class FixedPace implements Pace {

    private final long interval;
    private final LongSupplier nanoTime;
    private long nextAt;

    FixedPace(Duration interval, LongSupplier nanoTime) {
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
        this.nextAt = nanoTime.getAsLong();
    }

    @Override
    public long nanosLeft() {
        return nextAt - nanoTime.getAsLong();
    }

    @Override
    public void read(long seq) {
        long now = nanoTime.getAsLong();
        nextAt = nextAt + interval - now > 0 ? nextAt + interval : now;
    }
}
