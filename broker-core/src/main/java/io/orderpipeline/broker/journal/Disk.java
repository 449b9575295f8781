package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All file system calls of the journal, so that a simulated disk can lose, tear or refuse each of them.
 *
 * <p>The calls promise no more than POSIX does: written bytes are durable only after {@link DiskFile#force}, and a new or moved name
 * only after {@link #syncFolder}.
 */
interface Disk {

    /** Opens an existing regular file; symbolic links are not followed. */
    DiskFile open(Path file, Access access) throws IOException;

    /** Creates a file that only its owner may read and write; fails if the name exists. */
    DiskFile create(Path file) throws IOException;

    boolean exists(Path file) throws IOException;

    /** Identifies the file that the name refers to now, so that a replaced file can be detected. */
    Object identity(Path file) throws IOException;

    /** Renames a file within the file system, atomically, replacing any file of that name. */
    void move(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** The files of a folder, sorted by name. */
    List<Path> list(Path folder) throws IOException;

    /** Creates a folder that only its owner may enter, and its parents; does nothing if it exists. */
    void createFolder(Path folder) throws IOException;

    void syncFolder(Path folder) throws IOException;

    /** Opens an existing folder, to sync it later, any number of times. */
    OpenFolder openFolder(Path folder) throws IOException;

    enum Access {
        READ,
        WRITE
    }
}
