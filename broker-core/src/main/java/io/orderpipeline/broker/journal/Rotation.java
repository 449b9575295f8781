package io.orderpipeline.broker.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Replaces a full journal with an empty one of the same name. Everything that needs a file descriptor is opened first, because after the
 * full file is renamed there is no way back.
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

    /** Prepares the rotation without touching the full file. */
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

    /** Carries it out; after a failure it is unknown how far it got. */
    Journal run(Path closed, Journal full, HeldNames heldNames) {
        try {
            disk.move(path, closed);
            // Renames may reach the disk out of order: the second without the first would replace the only copy of
            // the full file.
            folder.sync();
            disk.move(fresh, path);
            folder.sync();
        } catch (IOException e) {
            throw new StorageFailedException(
                    String.format(Locale.ROOT, "cannot rotate %s: %s", path, FileProblem.of(e)), e);
        }
        full.close();
        return new Journal(
                String.valueOf(path.getFileName()),
                next,
                heldNames.and(path, identity),
                LineFormat.HEADER.length,
                full.last());
    }

    /** Closes the folder; the new journal stays open. */
    @Override
    public void close() throws IOException {
        folder.close();
    }
}
