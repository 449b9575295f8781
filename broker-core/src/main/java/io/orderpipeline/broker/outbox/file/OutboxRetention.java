package io.orderpipeline.broker.outbox.file;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * When outbox.json is closed and a new one begun, and when a closed one goes to the archive.
 *
 * @param segmentBytes the size from which it is closed, 0 for never
 * @param segmentAge   the age of its oldest entry from which it is closed, zero for never
 * @param doneSeq      the seq up to which every entry was delivered; asked at most once a second
 */
public record OutboxRetention(long segmentBytes, Duration segmentAge, LongSupplier doneSeq) {

    public OutboxRetention {
        if (segmentBytes < 0 || segmentAge.isNegative()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "a segment's size and age are 0 or more, not %d and %s", segmentBytes, segmentAge));
        }
    }

    /** One file for ever. */
    public static OutboxRetention keepAll() {
        return new OutboxRetention(0, Duration.ZERO, () -> 0);
    }
}
