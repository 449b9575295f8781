package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.util.Locale;

/** A whole record of the wrong kind: the file is probably another one under the wrong name. */
final class ForeignRecordException extends IOException {
    ForeignRecordException(long seq, long position, RuntimeException cause) {
        super(
                String.format(Locale.ROOT, "the record with seq %d at byte %d is of the wrong kind", seq, position),
                cause);
    }
}
