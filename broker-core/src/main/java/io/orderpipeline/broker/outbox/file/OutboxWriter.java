package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.LogValue;
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
 * Writes outbox.json. The file is derived from the orders, which are durable before their events are appended here; so it is synced only
 * occasionally, and the next start appends again any events lost in a crash.
 *
 * <p>Not thread-safe: used only by the thread that commits orders.
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
    /** The seq before the file's first entry. */
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

    /** Reads outbox.json without changing it. */
    public static ScannedJournal scan(JournalFolder folder) {
        return folder.scan(FILE, origin(folder.view()), RecordVisitor.none());
    }

    /** Makes a scanned outbox ready for appending. */
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

    /** The condition in which the file was found, and its recovery. */
    public RecoveryReport report() {
        return report;
    }

    /**
     * Appends the events that follow {@link #lastSeq}.
     *
     * @param events their JSON members, in commit order; empty to check whether appending is possible
     * @throws io.orderpipeline.broker.journal.StorageUnavailableException when they cannot be appended now; none was appended
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
     * Rotates the file if it is large or old enough, and archives delivered segments. Call this regularly, also while nothing is
     * appended.
     *
     * @throws io.orderpipeline.broker.journal.StorageFailedException when the disk failed
     */
    public void maintainFiles() {
        if (isLarge() || isOld()) {
            rotate();
        }
        archive.archiveIfDue();
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

    /** While no new file can be opened, the current one may exceed its size or age. */
    private void rotate() {
        if (!rotationPause.isOver()) {
            return;
        }
        sync();
        try {
            journal = folder.rotate(FILE, OutboxSegment.nameOf(origin + 1, journal.lastSeq()), journal);
        } catch (StorageUnavailableException e) {
            rotationPause.begin();
            log.warn("outbox.not_rotated bytes={} cause={}", journal.size(), LogValue.quoted(e.getMessage()));
            return;
        }
        syncedSize = journal.size();
        origin = journal.lastSeq();
        archive.segmentWasClosed();
    }

    /** The oldest event in the file, null when it has none. */
    private byte @Nullable [] firstEvent() {
        try (JournalReader reader = folder.view().open(FILE).orElseThrow()) {
            JournalRecord first = reader.next();
            return first == null ? null : first.json();
        }
    }

    /** The last record of the newest closed segment; if all of those were removed, what outbox.json itself states. */
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
