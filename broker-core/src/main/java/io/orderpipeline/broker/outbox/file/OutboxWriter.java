package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.MembersCursor;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.journal.RecoveredJournal;
import io.orderpipeline.broker.journal.RecoveryReport;
import io.orderpipeline.broker.journal.ScannedJournal;
import io.orderpipeline.broker.journal.StorageUnavailableException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing end of outbox.json. The file is derived from the orders, which are durable before anything is appended here; so it is
 * synced only now and then, and what a crash takes from it is appended again at the next start.
 *
 * <p>Not thread-safe: it belongs to the thread that commits orders.
 */
public final class OutboxWriter implements AutoCloseable {

    /** The file's name in the folder of the order service. */
    public static final String FILE = "outbox.json";

    private static final Logger log = LoggerFactory.getLogger(OutboxWriter.class);
    private static final long SYNC_EVERY_BYTES = 4 << 20;

    private final JournalFolder folder;
    private final OutboxRetention retention;
    private final OutboxArchive archive;
    private final RecoveryReport report;
    private final EventAge oldest;
    private final Pause rotationPause;

    private Journal journal;
    private long syncedSize;
    /** The seq in front of the file's first entry. */
    private long origin;

    private OutboxWriter(JournalFolder folder, RecoveredJournal recovered, OutboxRetention retention, Clocks clocks) {
        this.folder = folder;
        this.retention = retention;
        this.archive = new OutboxArchive(folder, retention, clocks);
        this.report = recovered.report();
        this.journal = recovered.journal();
        this.oldest = new EventAge(clocks);
        this.rotationPause = new Pause(clocks.nanoTime());
        this.syncedSize = journal.size();
        this.origin = report.lastSeq() - report.records();
    }

    /** Reads the outbox, changing nothing. */
    public static ScannedJournal scan(JournalFolder folder) {
        return folder.scan(FILE, origin(folder.view()), RecordVisitor.none());
    }

    /** Makes a scanned outbox ready to be appended to. */
    public static OutboxWriter recover(
            JournalFolder folder, ScannedJournal scanned, OutboxRetention retention, InstantSource timeOfDay) {
        return recover(folder, scanned, retention, new Clocks(timeOfDay, System::nanoTime));
    }

    static OutboxWriter recover(
            JournalFolder folder, ScannedJournal scanned, OutboxRetention retention, Clocks clocks) {
        OutboxWriter writer = new OutboxWriter(folder, scanned.recover(0), retention, clocks);
        writer.oldest.countFrom(writer.firstEvent());
        writer.archive.archiveDelivered();
        return writer;
    }

    /** The seq of the last event in the outbox. */
    public long lastSeq() {
        return journal.lastSeq();
    }

    /** How the file was found. */
    public RecoveryReport report() {
        return report;
    }

    /**
     * Appends the events that follow {@link #lastSeq}.
     *
     * @param events their JSON members, in commit order; none to see whether the file could be appended to
     * @throws io.orderpipeline.broker.journal.StorageUnavailableException when they cannot be appended now; none was
     * @throws io.orderpipeline.broker.journal.StorageFailedException      when the disk failed
     */
    public void append(List<byte[]> events) {
        if (events.isEmpty()) {
            journal.check();
            return;
        }
        if (journal.lastSeq() == origin) {
            byte[] first = events.get(0);
            oldest.countFrom(MembersCursor.asObject(first, 0, first.length));
        }
        for (byte[] event : events) {
            journal.stage(event);
        }
        journal.write();
        if (journal.size() - syncedSize >= SYNC_EVERY_BYTES) {
            sync();
        }
        if (isLarge()) {
            rotate();
        }
    }

    /**
     * Closes the file when its oldest event has the age for it, and archives what was delivered. To be called now and then, also while
     * nothing is appended.
     *
     * @throws io.orderpipeline.broker.journal.StorageFailedException when the disk failed
     */
    public void lookAfterFiles() {
        if (isLarge() || isOld()) {
            rotate();
        }
        archive.look();
    }

    /** Makes everything appended durable. */
    public void sync() {
        journal.force();
        syncedSize = journal.size();
    }

    @Override
    public void close() {
        archive.archiveDelivered();
        journal.close();
    }

    private boolean isLarge() {
        return retention.segmentBytes() > 0 && journal.size() >= retention.segmentBytes() && journal.lastSeq() > origin;
    }

    private boolean isOld() {
        return !retention.segmentAge().isZero()
                && journal.lastSeq() > origin
                && oldest.isAtLeast(retention.segmentAge());
    }

    /** The file may grow a little larger or older than it should, while another one cannot be opened. */
    private void rotate() {
        if (!rotationPause.isOver()) {
            return;
        }
        sync();
        try {
            journal = folder.rotate(FILE, OutboxSegment.nameOf(origin + 1, journal.lastSeq()), journal);
        } catch (StorageUnavailableException e) {
            rotationPause.begin();
            log.warn("outbox.not_rotated bytes={} cause=\"{}\"", journal.size(), e.getMessage());
            return;
        }
        syncedSize = journal.size();
        origin = journal.lastSeq();
        archive.segmentWasClosed();
    }

    /** The oldest event of the file, null when it has none. */
    private byte @Nullable [] firstEvent() {
        try (JournalReader reader = folder.view().open(FILE).orElseThrow()) {
            JournalRecord first = reader.next();
            return first == null ? null : first.json();
        }
    }

    /** Where the newest closed segment ends, or, when all of those were taken away, what the file itself says. */
    private static Origin origin(FolderView folder) {
        Optional<OutboxSegment> newest = OutboxSegment.newestIn(folder);
        try (JournalReader reader = newest.isPresent()
                ? newest.get().folder().open(newest.get().name()).orElseThrow()
                : folder.open(FILE).orElse(null)) {
            if (reader == null) {
                return Origin.START;
            }
            return newest.isPresent() ? reader.last() : reader.origin();
        }
    }
}
