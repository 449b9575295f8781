package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.journal.FolderUnusableException;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves closed segments whose entries were all delivered into the archive. They stay readable there.
 *
 * <p>Not thread-safe: it belongs to the thread that commits orders.
 */
final class OutboxArchive {

    private static final Logger log = LoggerFactory.getLogger(OutboxArchive.class);

    private final JournalFolder folder;
    private final OutboxRetention retention;
    private final Pause pause;
    /** Whether a closed segment may be waiting: without one there is nothing to ask. */
    private boolean waiting = true;

    OutboxArchive(JournalFolder folder, OutboxRetention retention, Clocks clocks) {
        this.folder = folder;
        this.retention = retention;
        this.pause = new Pause(clocks.nanoTime());
    }

    void segmentWasClosed() {
        waiting = true;
    }

    /** Archives what was delivered, unless it looked less than a second ago. */
    void look() {
        if (waiting && pause.isOver()) {
            archiveDelivered();
            pause.begin();
        }
    }

    void archiveDelivered() {
        try {
            waiting = !archiveUpTo(doneSeq());
        } catch (FolderUnusableException | IOException e) {
            // It stays where it is, is read there, and is tried again.
            waiting = true;
            log.warn("outbox.not_archived cause=\"{}\"", e.getMessage());
        }
    }

    /** Whether no closed segment is left. */
    private boolean archiveUpTo(long done) throws IOException {
        for (OutboxSegment segment : OutboxSegment.waitingIn(folder.view())) {
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
            log.warn("outbox.not_archived cause={}", LogValue.quoted(String.valueOf(e.getMessage())));
            return 0;
        }
    }
}
