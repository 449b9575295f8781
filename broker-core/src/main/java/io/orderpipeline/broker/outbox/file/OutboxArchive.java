package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves closed segments whose entries were all delivered into the archive. They stay readable there.
 *
 * <p>Not thread-safe: it belongs to the thread that commits orders.
 */
final class OutboxArchive {

    private static final Logger log = LoggerFactory.getLogger(OutboxArchive.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final JournalFolder folder;
    private final OutboxRetention retention;
    private final InstantSource clock;
    private Instant nextLook = Instant.MIN;
    /** Whether a closed segment may be waiting: without one there is nothing to ask. */
    private boolean waiting = true;

    OutboxArchive(JournalFolder folder, OutboxRetention retention, InstantSource clock) {
        this.folder = folder;
        this.retention = retention;
        this.clock = clock;
    }

    void segmentWasClosed() {
        waiting = true;
    }

    /** Archives what was delivered, unless it looked less than a second ago. */
    void look() {
        if (waiting && !clock.instant().isBefore(nextLook)) {
            archiveDelivered();
            nextLook = clock.instant().plus(PAUSE);
        }
    }

    void archiveDelivered() {
        long done = doneSeq();
        waiting = false;
        for (OutboxSegment segment : OutboxSegment.waitingIn(folder.view())) {
            if (segment.last() > done) {
                waiting = true;
                return;
            }
            try {
                folder.moveInto(OutboxSegment.ARCHIVE, segment.name());
                log.info("outbox.archived segment={}", segment.name());
            } catch (IOException e) {
                // It stays where it is, is read there, and is tried again.
                waiting = true;
                log.warn("outbox.not_archived segment={} cause=\"{}\"", segment.name(), e.getMessage());
                return;
            }
        }
    }

    private long doneSeq() {
        try {
            return retention.doneSeq().getAsLong();
        } catch (CheckpointUnreadableException e) {
            log.warn("outbox.not_archived cause=\"{}\"", e.getMessage());
            return 0;
        }
    }
}
