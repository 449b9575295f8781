package io.orderpipeline.broker.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The exchange of a full journal for an empty one under the same name. All that needs a descriptor is opened first: once the full file
 * has its new name there is no way back.
 *
 * <p>Not thread-safe.
 */
final class Rotation implements Closeable {

    private final Disk disk;
    private final Path path;
    private final OpenFolder folder;
    private final Path fresh;
    private final DiskFile next;
    private final Object identity;

    private Rotation(Disk disk, Path path, OpenFolder folder, Path fresh, DiskFile next, Object identity) {
        this.disk = disk;
        this.path = path;
        this.folder = folder;
        this.fresh = fresh;
        this.next = next;
        this.identity = identity;
    }

    /** Prepares it; nothing happens to the full file. */
    static Rotation of(Disk disk, Path path) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        AtomicFiles.replace(disk, fresh, LineFormat.EMPTY_JOURNAL);
        OpenFolder folder = disk.openFolder(AtomicFiles.parent(path));
        try {
            Object identity = disk.identity(fresh);
            return new Rotation(disk, path, folder, fresh, disk.open(fresh, Disk.Access.WRITE), identity);
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    /** Carries it out; a failure leaves it unknown how far it came. */
    Journal run(Path closed, Journal full, HeldNames heldNames) {
        try {
            disk.move(path, closed);
            // Names need not reach the disk in order: the second one alone would replace the only copy of the full
            // file.
            folder.sync();
            disk.move(fresh, path);
            folder.sync();
        } catch (IOException e) {
            throw new StorageFailedException(
                    String.format(Locale.ROOT, "cannot rotate %s: %s", path, e.getMessage()), e);
        }
        full.close();
        return new Journal(
                String.valueOf(path.getFileName()),
                next,
                heldNames.and(path, identity),
                LineFormat.HEADER.length,
                full.last());
    }

    /** Closes what only the exchange needed. */
    @Override
    public void close() throws IOException {
        folder.close();
    }
}
