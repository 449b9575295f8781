package io.orderpipeline.broker.relay;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic time that stands still until it is moved. Thread-safe. */
final class HandMovedTime implements LongSupplier {

    /** Soon to overflow, as {@link System#nanoTime} may. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);

    void move(Duration duration) {
        moveNanos(duration.toNanos());
    }

    void moveNanos(long step) {
        nanos.addAndGet(step);
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }
}
