package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;

/** Creates or replaces a whole file: temporary file, sync, atomic move, folder sync. No file is created or replaced otherwise. */
final class AtomicFiles {

    private static final String UNFINISHED = ".tmp";

    private AtomicFiles() {}

    static void replace(Disk disk, Path file, byte[] content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        if (disk.exists(unfinished)) {
            disk.delete(unfinished);
        }
        try {
            write(disk, unfinished, content);
        } catch (IOException e) {
            deleteUnfinished(disk, unfinished, e);
            throw e;
        }
        disk.move(unfinished, file);
        disk.syncFolder(parent(file));
    }

    private static void write(Disk disk, Path unfinished, byte[] content) throws IOException {
        try (DiskFile target = disk.create(unfinished)) {
            FullTransfer.write(target, ByteBuffer.wrap(content), 0);
            target.force();
        }
    }

    private static void deleteUnfinished(Disk disk, Path unfinished, IOException cause) {
        try {
            if (disk.exists(unfinished)) {
                disk.delete(unfinished);
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }
}
