package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder of journals as a reader sees it, who may be another process. Takes no lock and changes nothing.
 *
 * <p>Thread-safe; the readers it opens are not.
 */
public final class FolderView {

    private final Path folder;
    private final Disk disk;

    FolderView(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    public static FolderView of(Path folder) {
        return new FolderView(folder.toAbsolutePath().normalize(), new NioDisk());
    }

    /** A folder inside this one. */
    public FolderView folder(String name) {
        return new FolderView(folder.resolve(name), disk);
    }

    /** A reader at the start of a journal; empty when the file does not exist (yet). */
    public Optional<JournalReader> open(String name) {
        try {
            return Optional.of(new JournalReader(name, disk.open(folder.resolve(name), Disk.Access.READ)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record at a position that {@link Journal#stage} or a {@link RecordVisitor} named. */
    public JournalRecord recordAt(String name, long position) {
        try (JournalReader reader = new JournalReader(name, disk.open(folder.resolve(name), Disk.Access.READ))) {
            return reader.at(position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content of a small file; empty when it does not exist. */
    public byte[] read(String name) throws IOException {
        Path path = folder.resolve(name);
        if (!disk.exists(path)) {
            return new byte[0];
        }
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            return JournalScanner.readFully(file, 0, Math.toIntExact(file.size()));
        }
    }

    /** Tells one file from another that later has the same name; empty when there is none. */
    public Optional<Object> identity(String name) {
        try {
            return Optional.of(disk.identity(folder.resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the files in it, sorted; none when the folder does not exist (yet). */
    public List<String> names() {
        try {
            return disk.exists(folder)
                    ? disk.list(folder).stream()
                            .map(path -> String.valueOf(path.getFileName()))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
