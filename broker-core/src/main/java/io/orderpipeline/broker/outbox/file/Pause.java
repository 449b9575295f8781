package io.orderpipeline.broker.outbox.file;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A second between two attempts, unaffected by changes to the clock. Not thread-safe. */
final class Pause {

    private static final long LENGTH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private long endsAt;

    Pause(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.endsAt = nanoTime.getAsLong();
    }

    void begin() {
        endsAt = nanoTime.getAsLong() + LENGTH_NANOS;
    }

    boolean isOver() {
        return nanoTime.getAsLong() - endsAt >= 0;
    }
}
