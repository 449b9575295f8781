package io.orderpipeline.broker.relay;

import java.util.concurrent.atomic.LongAdder;

/** How many publications were attempted and how many failed. Thread-safe. */
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
