package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that the journal asks of a file system, call by call, so that a simulated disk can lose, tear or refuse each one of them.
 *
 * <p>The calls promise no more than POSIX does: what was written is durable only after {@link DiskFile#force}, and a new or
 * moved name only after {@link #syncFolder}.
 */
interface Disk {

    /** Opens an existing regular file; symbolic links are not followed. */
    DiskFile open(Path file, Access access) throws IOException;

    /** Creates a file that only its owner may read and write; fails when the name is taken. */
    DiskFile create(Path file) throws IOException;

    boolean exists(Path file) throws IOException;

    /** What the name stands for now, to notice that a file was replaced. */
    Object identity(Path file) throws IOException;

    /** Gives a file another name in the same file system, replacing what had that name, as one step. */
    void move(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** The files of a folder, in the order of their names. */
    List<Path> list(Path folder) throws IOException;

    /** Creates a folder that only its owner may enter, and its parents; does nothing where it exists. */
    void createFolder(Path folder) throws IOException;

    void syncFolder(Path folder) throws IOException;

    /** Opens an existing folder, to sync it later, any number of times. */
    OpenFolder openFolder(Path folder) throws IOException;

    enum Access {
        READ,
        WRITE
    }
}
