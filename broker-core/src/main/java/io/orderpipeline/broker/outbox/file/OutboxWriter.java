package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.journal.RecoveredJournal;
import io.orderpipeline.broker.journal.RecoveryReport;
import io.orderpipeline.broker.journal.ScannedJournal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The writing end of outbox.json. The file is derived from the orders, which are durable before anything is appended here; so it is
 * synced only now and then, and what a crash takes from it is appended again at the next start.
 *
 * <p>Not thread-safe: it belongs to the thread that commits orders.
 */
public final class OutboxWriter implements AutoCloseable {

    /** The file's name in the folder of the order service. */
    public static final String FILE = "outbox.json";

    private static final long SYNC_EVERY_BYTES = 4 << 20;

    private final JournalFolder folder;
    private final OutboxRetention retention;
    private final InstantSource clock;
    private final OutboxArchive archive;
    private final RecoveryReport report;

    private Journal journal;
    private long syncedSize;
    /** The seq in front of the file's first entry, and when that entry was written. */
    private long origin;

    private Instant oldest;

    private OutboxWriter(
            JournalFolder folder, RecoveredJournal recovered, OutboxRetention retention, InstantSource clock) {
        this.folder = folder;
        this.retention = retention;
        this.clock = clock;
        this.archive = new OutboxArchive(folder, retention, clock);
        this.report = recovered.report();
        this.journal = recovered.journal();
        this.syncedSize = journal.size();
        this.origin = report.lastSeq() - report.records();
        this.oldest = clock.instant();
    }

    /** Reads the outbox, changing nothing. */
    public static ScannedJournal scan(JournalFolder folder) {
        return folder.scan(FILE, origin(folder.view()), RecordVisitor.none());
    }

    /** Makes a scanned outbox ready to be appended to. */
    public static OutboxWriter recover(
            JournalFolder folder, ScannedJournal scanned, OutboxRetention retention, InstantSource clock) {
        OutboxWriter writer = new OutboxWriter(folder, scanned.recover(0), retention, clock);
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
     * @param events their JSON members, in commit order
     * @throws io.orderpipeline.broker.journal.StorageFullException   when there is no room; nothing was appended
     * @throws io.orderpipeline.broker.journal.StorageFailedException when the disk failed
     */
    public void append(List<byte[]> events) {
        if (events.isEmpty()) {
            return;
        }
        if (journal.lastSeq() == origin) {
            oldest = clock.instant();
        }
        for (byte[] event : events) {
            journal.stage(event);
        }
        journal.write();
        if (journal.size() - syncedSize >= SYNC_EVERY_BYTES) {
            sync();
        }
        if (isFull()) {
            closeSegment();
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

    private boolean isFull() {
        boolean large = retention.segmentBytes() > 0 && journal.size() >= retention.segmentBytes();
        boolean old =
                !retention.segmentAge().isZero() && !clock.instant().isBefore(oldest.plus(retention.segmentAge()));
        return (large || old) && journal.lastSeq() > origin;
    }

    private void closeSegment() {
        sync();
        journal = folder.beginAnew(FILE, OutboxSegment.nameOf(origin + 1, journal.lastSeq()), journal);
        syncedSize = journal.size();
        origin = journal.lastSeq();
        archive.segmentWasClosed();
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
