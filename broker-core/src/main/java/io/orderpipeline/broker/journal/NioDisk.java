package io.orderpipeline.broker.journal;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The real file system. */
final class NioDisk implements Disk {

    static final String NOT_A_DIRECTORY = "Not a directory";

    @Override
    public DiskFile open(Path file, Access access) throws IOException {
        if (!attributes(file).isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "not a regular file");
        }
        return access == Access.READ
                ? new UninterruptibleFile(file)
                : new ChannelFile(
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, NOFOLLOW_LINKS));
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return new ChannelFile(FileChannel.open(
                file,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                ownerOnly(file, "rw-------")));
    }

    /** {@link Files#exists} also returns false for a file that it cannot access, and a start would then create it again. */
    @Override
    public boolean exists(Path file) throws IOException {
        try {
            attributes(file);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public Object identity(Path file) throws IOException {
        BasicFileAttributes attributes = attributes(file);
        // On a file system without keys (Windows), the creation time distinguishes files.
        return Objects.requireNonNullElseGet(attributes.fileKey(), attributes::creationTime);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.delete(file);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            // Listing would open it, and opening a pipe blocks until another process writes to it.
            throw new NotDirectoryException(folder.toString());
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            createFolder(parent);
        }
        try {
            Files.createDirectory(folder, ownerOnly(folder, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            // Two services that start together may both create their common parent folder.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        if (parent != null) {
            syncFolder(parent);
        }
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        try (OpenFolder open = openFolder(folder)) {
            open.sync();
        }
    }

    @Override
    public OpenFolder openFolder(Path folder) throws IOException {
        return new ChannelFolder(FileChannel.open(folder, StandardOpenOption.READ));
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            if (isBelowAFile(file)) {
                throw new FileSystemException(file.toString(), null, NOT_A_DIRECTORY);
            }
            throw e;
        }
    }

    /** JDK 17 reports this itself; newer ones call a path below a file missing, and a start would create it. */
    private static boolean isBelowAFile(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        return parent != null && !Files.isDirectory(parent);
    }

    static FileAttribute<?>[] ownerOnly(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private record ChannelFolder(FileChannel channel) implements OpenFolder {

        @Override
        public void sync() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A file for the single writer, whose thread is never interrupted: an interrupt would close the channel permanently. */
    private record ChannelFile(FileChannel channel) implements DiskFile {

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return channel.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return channel.write(source, position);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A file for readers, whose threads may be interrupted at any time: unlike a channel, it stays open. */
    private static final class UninterruptibleFile implements DiskFile {

        private final RandomAccessFile file;

        UninterruptibleFile(Path path) throws IOException {
            file = openForReading(path);
        }

        /** {@link FileNotFoundException} covers every reason; callers must distinguish a missing file from a forbidden one. */
        private static RandomAccessFile openForReading(Path path) throws IOException {
            while (true) {
                try {
                    return new RandomAccessFile(path.toFile(), "r");
                } catch (FileNotFoundException e) {
                    // Throws the exact exception, or succeeds because a file has appeared in between.
                    FileChannel.open(path, StandardOpenOption.READ).close();
                }
            }
        }

        @Override
        public long size() throws IOException {
            return file.length();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            file.seek(position);
            int count = file.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
            if (count > 0) {
                target.position(target.position() + count);
            }
            return count;
        }

        @Override
        public int write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException("opened for reading");
        }

        @Override
        public void truncate(long size) {
            throw new UnsupportedOperationException("opened for reading");
        }

        @Override
        public void force() {
            throw new UnsupportedOperationException("opened for reading");
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
