package io.orderpipeline.broker.relay;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A monotonic time that stands still until it is moved. */
final class HandMovedTime implements LongSupplier {

    private long nanos = Long.MAX_VALUE - 1_000_000; // Soon to overflow, as System.nanoTime may.

    void move(Duration duration) {
        nanos += duration.toNanos();
    }

    void moveNanos(long step) {
        nanos += step;
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
