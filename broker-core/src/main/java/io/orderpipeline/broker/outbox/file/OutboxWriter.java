package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.journal.RecoveredJournal;
import io.orderpipeline.broker.journal.RecoveryReport;
import io.orderpipeline.broker.journal.ScannedJournal;
import java.util.List;

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

    private final Journal journal;
    private final RecoveryReport report;
    private long syncedSize;

    private OutboxWriter(RecoveredJournal recovered) {
        this.journal = recovered.journal();
        this.report = recovered.report();
        this.syncedSize = journal.size();
    }

    /** Reads the outbox, changing nothing. */
    public static ScannedJournal scan(JournalFolder folder) {
        return folder.scan(FILE, Origin.START, RecordVisitor.none());
    }

    /** Makes a scanned outbox ready to be appended to. */
    public static OutboxWriter recover(ScannedJournal scanned) {
        return new OutboxWriter(scanned.recover(0));
    }

    /** The seq of the last event in the outbox. */
    public long lastSeq() {
        return journal.lastSeq();
    }

    /** How the file was found. */
    public RecoveryReport report() {
        return report;
    }

    /** The size of the file in bytes. */
    public long size() {
        return journal.size();
    }

    /**
     * Appends the events that follow {@link #lastSeq}.
     *
     * @param events their JSON members, in commit order
     * @throws io.orderpipeline.broker.journal.StorageFullException   when there is no room; nothing was appended
     * @throws io.orderpipeline.broker.journal.StorageFailedException when the disk failed
     */
    public void append(List<byte[]> events) {
        for (byte[] event : events) {
            journal.stage(event);
        }
        journal.write();
        if (journal.size() - syncedSize >= SYNC_EVERY_BYTES) {
            sync();
        }
    }

    /** Makes everything appended durable. */
    public void sync() {
        journal.force();
        syncedSize = journal.size();
    }

    @Override
    public void close() {
        journal.close();
    }
}
