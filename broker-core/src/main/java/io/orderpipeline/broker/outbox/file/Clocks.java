package io.orderpipeline.broker.outbox.file;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time of day, which may be set at any moment, and a time that only goes on, for everything that is measured.
 *
 * @param nanoTime as {@link System#nanoTime}
 */
record Clocks(InstantSource timeOfDay, LongSupplier nanoTime) {}
