package io.orderpipeline.broker.relay;

import java.util.concurrent.atomic.LongAdder;

/** How often entries were handed to the bus, and how often they came back. Thread-safe. */
final class PublishCounts {

    private final LongAdder attempts = new LongAdder();
    private final LongAdder failures = new LongAdder();

    void published() {
        attempts.increment();
    }

    void failed() {
        failures.increment();
    }

    long attempts() {
        return attempts.sum();
    }

    long failures() {
        return failures.sum();
    }
}
