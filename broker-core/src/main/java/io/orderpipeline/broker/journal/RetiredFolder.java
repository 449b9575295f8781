package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.Excerpt;
import io.orderpipeline.broker.LogValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A note that a folder holds only a copy of records that were moved elsewhere. A service that still used the folder would accept orders
 * and send notifications that the new storage does not know about.
 */
final class RetiredFolder {

    static final String FILE = "retired";

    private static final int LONGEST_NOTE = 2_000;

    private RetiredFolder() {}

    /** Writes the note atomically and durably, replacing an earlier one. */
    static void note(Disk disk, Path folder, String note) throws IOException {
        AtomicFiles.replace(disk, folder.resolve(FILE), (note + "\n").getBytes(UTF_8));
    }

    static void withdraw(Disk disk, Path folder) throws IOException {
        if (disk.exists(folder.resolve(FILE))) {
            disk.delete(folder.resolve(FILE));
            disk.syncFolder(folder);
        }
    }

    /** The first line of the note, made safe to show whatever the file holds; empty when there is none. */
    static Optional<String> noteIn(Disk disk, Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!disk.exists(file)) {
            return Optional.empty();
        }
        try (DiskFile open = disk.open(file, Disk.Access.READ)) {
            byte[] content = FullTransfer.read(open, 0, (int) Math.min(open.size(), LONGEST_NOTE));
            String note = new String(content, UTF_8).lines().findFirst().orElse("");
            return Optional.of(Excerpt.of(LogValue.visible(note)));
        }
    }
}
