package io.orderpipeline.broker;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** How a time stands in events and files: ISO 8601, UTC, always with three digits of milliseconds. Thread-safe. */
public final class StoredTime {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private StoredTime() {}

    /** The time as text, for example {@code 2026-11-01T12:00:00.120Z}; what is finer is cut off. {@link Instant#parse} reads it back. */
    public static String format(Instant time) {
        return MILLISECONDS.format(time);
    }
}
