package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of journals that only this process writes to.
 *
 * <p>Not thread-safe, except for {@link #view()}.
 */
public final class JournalFolder implements AutoCloseable {

    /** Start of a retirement note that names the database into which the records were imported. */
    public static final String IMPORTED = "its records were imported into ";

    private static final Logger log = LoggerFactory.getLogger(JournalFolder.class);

    private final Path folder;
    private final Disk disk;
    private final DamageRule rule;
    private final InstantSource clock;
    private final AutoCloseable lock;
    /** The names that every journal of this folder depends on. */
    private final HeldNames heldNames;

    JournalFolder(Path folder, Disk disk, DamageRule rule, InstantSource clock, FolderLock lock) {
        this(folder, disk, rule, clock, lock, lock.names());
    }

    /** A folder without a lock. */
    JournalFolder(Path folder, Disk disk, DamageRule rule, InstantSource clock) {
        this(folder, disk, rule, clock, () -> {}, HeldNames.none(disk));
    }

    private JournalFolder(
            Path folder, Disk disk, DamageRule rule, InstantSource clock, AutoCloseable lock, HeldNames heldNames) {
        this.folder = folder;
        this.disk = disk;
        this.rule = rule;
        this.clock = clock;
        this.lock = lock;
        this.heldNames = heldNames;
    }

    /**
     * Opens a folder for writing, creates it (for its owner only) if it is missing, and finishes an interrupted repair.
     *
     * @throws FolderLockedException   when another process has it
     * @throws FolderUnusableException when it cannot be created or written to, or is retired
     */
    public static JournalFolder open(Path folder) {
        JournalFolder opened = openForRepair(folder);
        try {
            opened.refuseRetired();
            opened.finishRepair();
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Like {@link #open}, but accepts a retired folder and leaves an interrupted repair unfinished. */
    public static JournalFolder openForRepair(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        NioDisk disk = new NioDisk();
        try {
            disk.createFolder(absolute);
            return new JournalFolder(
                    absolute, disk, DamageRule.WATERMARK, InstantSource.system(), FolderLock.take(absolute, disk));
        } catch (IOException e) {
            throw unusable(absolute, e);
        }
    }

    /** Completes an interrupted repair, if there is one. */
    public void finishRepair() {
        try {
            if (repair().isUnfinished()) {
                log.warn("folder.repair_finished folder={}", folder);
                repair().finish();
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private void refuseRetired() {
        view().retirement().ifPresent(note -> {
            throw new FolderUnusableException(String.format(Locale.ROOT, "cannot use %s: %s", folder, note));
        });
    }

    /**
     * Makes every later {@link #open} fail, also after a crash. The files in the folder stay as they are.
     *
     * @param note one line for the operator whose start fails: where the records are now, and what to do. It begins with
     *     {@link #IMPORTED} once a database has them.
     */
    public void retire(String note) throws IOException {
        RetiredFolder.note(disk, folder, note);
    }

    /** Undoes {@link #retire}; does nothing when the folder is not retired. */
    public void reinstate() throws IOException {
        RetiredFolder.withdraw(disk, folder);
    }

    /** The tool that replaces damaged files. */
    public FolderRepair repair() {
        return new FolderRepair(folder, disk, clock);
    }

    /** The same folder for readers. */
    public FolderView view() {
        return new FolderView(folder, disk);
    }

    /**
     * Reads a journal and passes each record to a visitor; changes nothing.
     *
     * @param origin the record before the file's first one
     * @throws FolderUnusableException when the file cannot be read
     */
    public ScannedJournal scan(String name, Origin origin, RecordVisitor visitor) {
        Path path = folder.resolve(name);
        try {
            if (!disk.exists(path)) {
                return new ScannedJournal(
                        disk, path, null, origin, Scan.nothing(false, origin), rule, clock, heldNames);
            }
            DiskFile file = disk.open(path, Disk.Access.WRITE);
            boolean kept = false;
            try {
                Scan scan = JournalScanner.scan(file, origin, visitor);
                kept = scan.size() > 0;
                return new ScannedJournal(disk, path, kept ? file : null, origin, scan, rule, clock, heldNames);
            } finally {
                if (!kept) {
                    file.close();
                }
            }
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /**
     * Closes a journal under another name, and starts an empty one, chained to it, under the old name. After a crash in between, no file
     * has the old name; the next start creates it.
     *
     * @param full a journal of this folder, synced
     * @throws StorageUnavailableException when a new file cannot be created or opened now; the full journal can still be used
     * @throws StorageFailedException      when the disk failed
     */
    public Journal rotate(String name, String closedName, Journal full) {
        Path path = folder.resolve(name);
        Rotation rotation = prepare(path);
        try (rotation) {
            return rotation.run(folder.resolve(closedName), full, heldNames);
        } catch (IOException e) {
            throw new StorageFailedException(
                    String.format(Locale.ROOT, "cannot close the folder of %s: %s", path, FileProblem.of(e)), e);
        }
    }

    private Rotation prepare(Path path) {
        try {
            return Rotation.of(disk, path);
        } catch (IOException e) {
            throw new StorageUnavailableException(
                    String.format(Locale.ROOT, "cannot start a new %s: %s", path, FileProblem.of(e)), e);
        }
    }

    /**
     * Moves a file into a subfolder, atomically and durably; creates the subfolder if it is missing.
     *
     * @throws FolderUnusableException when that is not possible now
     */
    public void moveInto(String subfolder, String name) {
        Path target = folder.resolve(subfolder);
        try {
            disk.createFolder(target);
            disk.move(folder.resolve(name), target.resolve(name));
            disk.syncFolder(target);
            disk.syncFolder(folder);
        } catch (IOException e) {
            throw unusable(target.resolve(name), e);
        }
    }

    /** Replaces the content of a small file, atomically and durably. */
    public void replace(String name, byte[] content) throws IOException {
        AtomicFiles.replace(disk, folder.resolve(name), content);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot release the lock of " + folder, e);
        }
    }

    static FolderUnusableException unusable(Path path, IOException cause) {
        return new FolderUnusableException(
                String.format(Locale.ROOT, "cannot use %s: %s", path, FileProblem.reason(cause)), cause);
    }
}
