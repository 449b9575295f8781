package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Read access to a folder of journals, also for other processes. Takes no lock and changes nothing.
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

    /** A subfolder of this one. */
    public FolderView folder(String name) {
        return new FolderView(folder.resolve(name), disk);
    }

    /** A reader at the start of a journal; empty when the file does not exist (yet). */
    public Optional<JournalReader> open(String name) {
        return file(name).map(file -> new JournalReader(name, file));
    }

    private Optional<DiskFile> file(String name) {
        try {
            return Optional.of(disk.open(folder.resolve(name), Disk.Access.READ));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw JournalFolder.unusable(folder.resolve(name), e);
        }
    }

    /**
     * Checks a journal as a start would, and passes each whole record to a visitor. Ignores records that are appended meanwhile.
     *
     * @param origin  the record before the file's first one
     * @param witness the highest seq that another file proves was synced in this one, 0 for none
     * @throws FolderUnusableException when the file cannot be read
     */
    public JournalInspection inspect(String name, Origin origin, long witness, RecordVisitor visitor) {
        Path path = folder.resolve(name);
        try (DiskFile file = disk.exists(path) ? Snapshot.of(disk.open(path, Disk.Access.READ)) : null) {
            return JournalInspection.of(
                    name, JournalScanner.scan(file, origin, visitor), DamageRule.WATERMARK, witness);
        } catch (IOException e) {
            throw JournalFolder.unusable(folder.resolve(name), e);
        }
    }

    /**
     * Every whole record of a file that may be damaged; empty when the file does not exist.
     *
     * @param listener receives the gaps between them
     */
    public Optional<SalvagedRecords> salvage(String name, Consumer<SalvagedRecords.Gap> listener) {
        return file(name).map(file -> new SalvagedRecords(name, file, listener));
    }

    /** The pid of the running process that writes to the folder; empty when there is none, or it could not record its pid. */
    public OptionalLong owner() {
        try {
            return FolderOwner.alive(disk, folder).stream()
                    .mapToLong(FolderOwner::pid)
                    .findFirst();
        } catch (IOException e) {
            throw JournalFolder.unusable(folder, e);
        }
    }

    /** The record at a position that {@link Journal#stage} returned or a {@link RecordVisitor} received. */
    public JournalRecord recordAt(String name, long position) {
        try (JournalReader reader =
                JournalReader.ofOneRecord(name, disk.open(folder.resolve(name), Disk.Access.READ))) {
            return reader.at(position);
        } catch (IOException e) {
            throw JournalFolder.unusable(folder.resolve(name), e);
        }
    }

    /**
     * The content of a small file; empty when it does not exist.
     *
     * @param longest in bytes; a longer file cannot be the expected one and is not read
     * @throws IOException when it is longer, or cannot be read
     */
    public byte[] read(String name, int longest) throws IOException {
        Path path = folder.resolve(name);
        if (!disk.exists(path)) {
            return new byte[0];
        }
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            long size = file.size();
            if (size > longest) {
                throw new IOException(String.format(Locale.ROOT, "it has %d bytes; the limit is %d", size, longest));
            }
            return FullTransfer.read(file, 0, (int) size);
        }
    }

    /**
     * Whether a file has a record with a greater seq, or anything that may have been one; false if it does not exist.
     *
     * @param seq 0 for any record
     */
    public boolean holdsRecordsAfter(long seq, String name) {
        try (JournalReader reader = open(name).orElse(null)) {
            if (reader == null) {
                return false;
            }
            reader.seekAfter(seq);
            return reader.next() != null || reader.unreadableEnd() != null;
        } catch (JournalDamagedException e) {
            return true;
        }
    }

    /** Distinguishes a file from a later one of the same name; empty when there is none. */
    public Optional<Object> identity(String name) {
        try {
            return Optional.of(disk.identity(folder.resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw JournalFolder.unusable(folder.resolve(name), e);
        }
    }

    /** Whether a repair was interrupted; no service starts then. */
    public boolean isHalfRepaired() {
        return names().contains(FolderRepair.PLAN);
    }

    /** The note given when the folder was retired, see {@link JournalFolder#retire}; empty if it was not. */
    public Optional<String> retirement() {
        try {
            return RetiredFolder.noteIn(disk, folder);
        } catch (IOException e) {
            throw JournalFolder.unusable(folder.resolve(RetiredFolder.FILE), e);
        }
    }

    /** The folder's path. */
    @Override
    public String toString() {
        return folder.toString();
    }

    /** The names of the files in it, sorted; empty when the folder does not exist (yet). */
    public List<String> names() {
        try {
            return disk.exists(folder)
                    ? disk.list(folder).stream()
                            .map(path -> String.valueOf(path.getFileName()))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw JournalFolder.unusable(folder, e);
        }
    }
}
