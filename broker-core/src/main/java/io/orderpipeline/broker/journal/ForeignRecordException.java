package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.util.Locale;

/** A record is whole, but not of the kind that its file is for: a file has taken the name of another. */
final class ForeignRecordException extends IOException {
    ForeignRecordException(long seq, long position, RuntimeException cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "the record with seq %d at byte %d is not of the kind that belongs there",
                        seq,
                        position),
                cause);
    }
}
