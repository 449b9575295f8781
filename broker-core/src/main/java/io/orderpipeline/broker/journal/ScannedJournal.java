package io.orderpipeline.broker.journal;

import io.orderpipeline.broker.journal.JournalInspection.Condition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A journal that was scanned but not yet changed, so that other files can be consulted before the recovery. Not thread-safe. */
public final class ScannedJournal implements AutoCloseable {

    private final Disk disk;
    private final Path path;
    private final @Nullable DiskFile file;
    private final Origin origin;
    private final Scan scan;
    private final DamageRule rule;
    private final InstantSource clock;
    private final HeldNames names;
    private boolean handedOver;

    ScannedJournal(
            Disk disk,
            Path path,
            @Nullable DiskFile file,
            Origin origin,
            Scan scan,
            DamageRule rule,
            InstantSource clock,
            HeldNames names) {
        this.disk = disk;
        this.path = path;
        this.file = file;
        this.origin = origin;
        this.scan = scan;
        this.rule = rule;
        this.clock = clock;
        this.names = names;
    }

    /** The seq of the last record of the unbroken chain. */
    public long lastSeq() {
        return scan.last().seq();
    }

    /** The record before its first one. */
    public Origin origin() {
        return origin;
    }

    /** The highest seq of any whole record, even after damage. */
    public long highestSeq() {
        return scan.highestSeq();
    }

    /**
     * Evaluates the scan.
     *
     * @param witness the highest seq that another file proves was synced here, 0 for none
     */
    public JournalInspection inspect(long witness) {
        return JournalInspection.of(name(), scan, rule, witness);
    }

    /**
     * Makes the journal ready for appending. Every record it then holds is on disk.
     *
     * @param witness the highest seq that another file proves was synced here, 0 for none
     * @throws JournalDamagedException when acknowledged records are damaged or missing; nothing was changed
     * @throws FolderUnusableException when it is not a file of this store, or the disk fails during the repair
     */
    public RecoveredJournal recover(long witness) {
        refuse(inspect(witness));
        try {
            if (file == null) {
                AtomicFiles.replace(disk, path, LineFormat.EMPTY_JOURNAL);
            }
            DiskFile open = file == null ? disk.open(path, Disk.Access.WRITE) : file;
            RecoveryReport report = new JournalRecovery(disk, path, open, scan, clock).run();
            handedOver = true;
            HeldNames held = names.and(path, disk.identity(path));
            return new RecoveredJournal(new Journal(name(), open, held, scan.end(), scan.last()), report);
        } catch (IOException e) {
            throw JournalFolder.unusable(path, e);
        }
    }

    /**
     * The exception for a file whose records are whole, but differ from the acknowledged ones.
     *
     * @param detail where and how they differ
     */
    public JournalDamagedException damaged(String detail) {
        return new JournalDamagedException(String.format(
                Locale.ROOT, "%s is damaged %s. Nothing was changed. %s", path, detail, MaintenanceHint.after(path)));
    }

    /** Closes the file, unless a recovered journal now owns it. */
    @Override
    public void close() throws IOException {
        if (file != null && !handedOver) {
            file.close();
        }
    }

    private void refuse(JournalInspection found) {
        if (found.condition() == Condition.FOREIGN) {
            throw new FolderUnusableException(String.format(
                    Locale.ROOT, "cannot use %s: %s. Move it away, or name another folder", path, found.detail()));
        }
        if (!found.isUsable()) {
            throw damaged(found.detail());
        }
    }

    private String name() {
        return String.valueOf(path.getFileName());
    }
}
