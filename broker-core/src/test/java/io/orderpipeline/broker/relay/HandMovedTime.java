package io.orderpipeline.broker.relay;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic clock that only moves when told to. Thread-safe. */
final class HandMovedTime implements LongSupplier {

    /** Starts just below overflow, which {@link System#nanoTime} may reach too. */
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
