package io.orderpipeline.broker.journal;

import io.orderpipeline.broker.LogValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found and done when a journal was opened.
 *
 * @param file     the journal's file name
 * @param records  how many records it holds
 * @param lastSeq  of the last record, 0 if there never was one
 * @param size     of the file in bytes, after recovery
 * @param tornTail the incomplete, never acknowledged batch that was cut off, null if there was none
 */
public record RecoveryReport(
        String file,
        long records,
        long lastSeq,
        long size,
        @Nullable TornTail tornTail) {

    private static final Logger log = LoggerFactory.getLogger(RecoveryReport.class);

    /** Logs one line for the journal, and a warning for a torn tail. */
    public void log() {
        if (tornTail != null) {
            log.warn(
                    "journal.torn_tail file={} position={} bytes={} keptIn={} reason={}",
                    file,
                    tornTail.position(),
                    tornTail.bytes(),
                    tornTail.keptIn(),
                    LogValue.quoted(tornTail.reason()));
        }
        log.info("journal.opened file={} records={} lastSeq={} bytes={}", file, records, lastSeq, size);
    }

    /**
     * A torn batch.
     *
     * @param position where it started
     * @param bytes    how long it was
     * @param reason   what is wrong with its first line
     * @param keptIn   the name of the file that now holds it, or why there is none
     */
    public record TornTail(long position, long bytes, String reason, String keptIn) {}
}
