package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The file names that a writer depends on. An open file can still be written to after it was replaced, moved or deleted, but the next
 * start opens whatever file has the name then.
 *
 * <p>Thread-safe.
 */
final class HeldNames {

    private final Disk disk;
    private final Map<Path, Object> identities;

    private HeldNames(Disk disk, Map<Path, Object> identities) {
        this.disk = disk;
        this.identities = Map.copyOf(identities);
    }

    static HeldNames none(Disk disk) {
        return new HeldNames(disk, Map.of());
    }

    /** These names, and another that must lead to the file with this identity. */
    HeldNames and(Path name, Object identity) {
        Map<Path, Object> more = new HashMap<>(identities);
        more.put(name, identity);
        return new HeldNames(disk, more);
    }

    /**
     * Checks that each name still leads to the same file.
     *
     * @throws StorageFailedException when one leads nowhere, or to another file
     * @throws IOException            when that cannot be checked now
     */
    void verify() throws IOException {
        for (Map.Entry<Path, Object> held : identities.entrySet()) {
            verify(held.getKey(), held.getValue());
        }
    }

    private void verify(Path name, Object identity) throws IOException {
        try {
            if (!disk.identity(name).equals(identity)) {
                throw lost(name, "another file has its name now");
            }
        } catch (NoSuchFileException e) {
            throw lost(name, "no file has its name any more");
        } catch (FileSystemException e) {
            if (NioDisk.NOT_A_DIRECTORY.equals(e.getReason())) {
                throw lost(name, "its folder is no longer a folder");
            }
            throw e;
        }
    }

    private static StorageFailedException lost(Path name, String found) {
        return new StorageFailedException(String.format(
                Locale.ROOT,
                "%s was replaced, moved or deleted while this process used it: %s. Put it back before the next start",
                name,
                found));
    }
}
