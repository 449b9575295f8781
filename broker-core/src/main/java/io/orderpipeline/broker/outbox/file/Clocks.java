package io.orderpipeline.broker.outbox.file;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time of day, which may be changed at any moment, and a monotonic time, for measuring durations.
 *
 * @param nanoTime as {@link System#nanoTime}
 */
record Clocks(InstantSource timeOfDay, LongSupplier nanoTime) {}
