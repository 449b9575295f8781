package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.Excerpt;
import io.orderpipeline.broker.LogValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A note that a folder holds only a copy of records that are kept elsewhere now. A service that went on with it would take orders and
 * send notifications which the place they were moved to knows nothing of.
 */
final class RetiredFolder {

    static final String FILE = "retired";

    private static final int LONGEST_NOTE = 2_000;

    private RetiredFolder() {}

    /** As one durable step, in place of an earlier note. */
    static void note(Disk disk, Path folder, String note) throws IOException {
        AtomicFiles.replace(disk, folder.resolve(FILE), (note + "\n").getBytes(UTF_8));
    }

    static void withdraw(Disk disk, Path folder) throws IOException {
        if (disk.exists(folder.resolve(FILE))) {
            disk.delete(folder.resolve(FILE));
            disk.syncFolder(folder);
        }
    }

    /** The first line of the note, whatever the file holds; empty when there is none. */
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
