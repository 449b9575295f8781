package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The names that a writer relies on. An open file can be written to after it was replaced, moved or deleted, but the next start
 * finds only what the name leads to then.
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

    /** These names, and one that leads to the file with this identity. */
    HeldNames and(Path name, Object identity) {
        Map<Path, Object> more = new HashMap<>(identities);
        more.put(name, identity);
        return new HeldNames(disk, more);
    }

    /**
     * Looks where each name leads now.
     *
     * @throws StorageFailedException when one leads nowhere, or to another file
     * @throws IOException            when that cannot be told now
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
                throw lost(name, "its folder is none any more");
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
