package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.journal.FolderUnusableException;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves closed segments whose entries were all delivered into the archive, where they stay readable.
 *
 * <p>Not thread-safe: used only by the thread that commits orders.
 */
final class OutboxArchive {

    private static final Logger log = LoggerFactory.getLogger(OutboxArchive.class);

    private final JournalFolder folder;
    private final OutboxRetention retention;
    private final Pause pause;
    /** Whether there may be a closed segment to archive; without one, {@code doneSeq} is not asked for. */
    private boolean waiting = true;

    OutboxArchive(JournalFolder folder, OutboxRetention retention, Clocks clocks) {
        this.folder = folder;
        this.retention = retention;
        this.pause = new Pause(clocks.nanoTime());
    }

    void segmentWasClosed() {
        waiting = true;
    }

    /** Archives delivered segments, at most once a second. */
    void archiveIfDue() {
        if (waiting && pause.isOver()) {
            archiveDelivered();
            pause.begin();
        }
    }

    void archiveDelivered() {
        try {
            waiting = !archiveUpTo(doneSeq());
        } catch (FolderUnusableException e) {
            // The segment stays in place and readable; the next call tries again.
            waiting = true;
            log.warn("outbox.not_archived cause={}", LogValue.quoted(e.getMessage()));
        }
    }

    /** Whether no closed segment is left. */
    private boolean archiveUpTo(long done) {
        for (OutboxSegment segment : OutboxSegment.directlyIn(folder.view())) {
            if (segment.last() > done) {
                return false;
            }
            folder.moveInto(OutboxSegment.ARCHIVE, segment.name());
            log.info("outbox.archived segment={}", segment.name());
        }
        return true;
    }

    private long doneSeq() {
        try {
            return retention.doneSeq().getAsLong();
        } catch (CheckpointUnreadableException e) {
            log.warn("outbox.not_archived cause={}", LogValue.quoted(e.getMessage()));
            return 0;
        }
    }
}
