package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A journal that was read and not yet changed: between the scan and the recovery other files may be asked what they know. */
public final class ScannedJournal implements AutoCloseable {

    private final Disk disk;
    private final Path path;
    private final @Nullable DiskFile file;
    private final Scan scan;
    private final DamageRule rule;
    private final InstantSource clock;
    private boolean handedOver;

    ScannedJournal(Disk disk, Path path, @Nullable DiskFile file, Scan scan, DamageRule rule, InstantSource clock) {
        this.disk = disk;
        this.path = path;
        this.file = file;
        this.scan = scan;
        this.rule = rule;
        this.clock = clock;
    }

    /** The seq of the last record that stands in an unbroken chain. */
    public long lastSeq() {
        return scan.last().seq();
    }

    /** The highest seq of any whole record, also behind a damage. */
    public long highestSeq() {
        return scan.highestSeq();
    }

    /**
     * Makes the journal ready to be appended to. Everything that it holds afterwards is on disk.
     *
     * @param witness the highest seq that another file proves to have been synced here, 0 for none
     * @throws JournalDamagedException  when acknowledged records are damaged or missing; nothing was changed
     * @throws FolderUnusableException when the disk does not let the file be repaired
     */
    public RecoveredJournal recover(long witness) {
        refuseLoss(witness);
        try {
            if (file == null) {
                AtomicFiles.replace(disk, path, LineFormat.EMPTY_JOURNAL);
            }
            DiskFile open = file == null ? disk.open(path, Disk.Access.WRITE) : file;
            RecoveryReport report = new JournalRecovery(disk, path, open, scan, clock).run();
            handedOver = true;
            return new RecoveredJournal(new Journal(name(), open, scan.end(), scan.last()), report);
        } catch (IOException e) {
            throw JournalFolder.unusable(path, e);
        }
    }

    /** Closes the file, unless it belongs to a recovered journal by now. */
    @Override
    public void close() throws IOException {
        if (file != null && !handedOver) {
            file.close();
        }
    }

    private void refuseLoss(long witness) {
        Damage damage = scan.damage();
        if (damage != null && DamageRule.refusesToCut(rule, damage, witness)) {
            throw new JournalDamagedException(String.format(
                    Locale.ROOT,
                    "%s is damaged at byte %d, where seq %d should be: %s; %s. Nothing was changed. %s",
                    path,
                    damage.position(),
                    damage.seq(),
                    damage.reason(),
                    proof(damage, witness),
                    MaintenanceHint.after(path)));
        }
        if (damage == null && witness > scan.last().seq()) {
            throw new JournalDamagedException(String.format(
                    Locale.ROOT,
                    "%s %s, but seq %d was acknowledged, as another file shows. Nothing was changed. %s",
                    path,
                    file == null
                            ? "is missing or empty"
                            : "ends with seq " + scan.last().seq(),
                    witness,
                    MaintenanceHint.after(path)));
        }
    }

    private static String proof(Damage damage, long witness) {
        return damage.highestDurable() >= damage.seq()
                ? String.format(
                        Locale.ROOT,
                        "%d whole records follow, up to seq %d, and show that everything up to seq %d was acknowledged",
                        damage.wholeRecords(),
                        damage.highestSeq(),
                        damage.highestDurable())
                : witness >= damage.seq()
                        ? String.format(
                                Locale.ROOT,
                                "another file shows that everything up to seq %d was acknowledged",
                                witness)
                        : String.format(
                                Locale.ROOT, "%d bytes follow, more than a torn batch can leave", damage.bytes());
    }

    private String name() {
        return String.valueOf(path.getFileName());
    }
}
