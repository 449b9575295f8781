package io.orderpipeline.broker.outbox.file;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * When outbox.json is rotated, and when a closed segment is archived.
 *
 * @param segmentBytes size in bytes at which outbox.json is rotated; 0 = never
 * @param segmentAge   age of its oldest entry at which outbox.json is rotated; zero = never
 * @param doneSeq      the seq up to which every entry was delivered; called at most once a second
 */
public record OutboxRetention(long segmentBytes, Duration segmentAge, LongSupplier doneSeq) {

    public OutboxRetention {
        if (segmentBytes < 0 || segmentAge.isNegative()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a segment's size and age must be 0 or more, not %d and %s",
                    segmentBytes,
                    segmentAge));
        }
    }

    /** Keeps everything in one file. */
    public static OutboxRetention keepAll() {
        return new OutboxRetention(0, Duration.ZERO, () -> 0);
    }
}
