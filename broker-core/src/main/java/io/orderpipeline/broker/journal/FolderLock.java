package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prevents two processes from using a folder at the same time.
 *
 * <p>The lock is on a separate file that nothing else opens: with POSIX locks, closing any other handle that this process has on the
 * same file would silently drop the lock. For the same reason another file names the holder, and a folder that this process already
 * holds is refused before its lock file is opened.
 */
final class FolderLock implements AutoCloseable {

    static final String FILE = ".lock";

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Disk disk;
    private final FileChannel channel;
    private final HeldNames names;

    private FolderLock(Path folder, Disk disk, FileChannel channel, HeldNames names) {
        this.folder = folder;
        this.disk = disk;
        this.channel = channel;
        this.names = names;
    }

    /**
     * Takes the lock.
     *
     * @param disk for the file that names the holder
     * @throws FolderLockedException when another process, or another part of this one, has the lock
     */
    static FolderLock take(Path folder, Disk disk) throws IOException {
        Path real = folder.toRealPath();
        if (!HELD.add(real)) {
            throw lockedBy(
                    folder, "this process, pid " + ProcessHandle.current().pid());
        }
        try {
            return lock(real, disk);
        } catch (IOException | RuntimeException e) {
            HELD.remove(real);
            throw e;
        }
    }

    /** The lock file's name: if it led to another file, another process could lock that one. */
    HeldNames names() {
        return names;
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            // In this order, so that the next holder's announcement is not withdrawn. HELD comes last: until then
            // nothing else in this process opens the lock file, which would drop the lock when closed again.
            FolderOwner.withdraw(disk, folder);
            try {
                channel.close();
            } finally {
                HELD.remove(folder);
            }
        }
    }

    private static FolderLock lock(Path folder, Disk disk) throws IOException {
        Path file = folder.resolve(FILE);
        if (disk.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, FILE + " in it is not a regular file");
        }
        // First, because if the lock file was deleted, locking a new one proves nothing.
        refuseWhileOwned(folder, disk);
        FileChannel channel = FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                NioDisk.ownerOnly(folder, "rw-------"));
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw lockedBy(folder, "another process");
            }
            FolderOwner.announce(disk, folder);
            return new FolderLock(
                    folder, disk, channel, HeldNames.none(disk).and(folder.resolve(FILE), disk.identity(file)));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void refuseWhileOwned(Path folder, Disk disk) throws IOException {
        FolderOwner owner = FolderOwner.alive(disk, folder).orElse(null);
        if (owner != null && !owner.isThisProcess()) {
            throw lockedBy(folder, "the process with pid " + owner.pid());
        }
    }

    private static FolderLockedException lockedBy(Path folder, String holder) {
        return new FolderLockedException(String.format(
                Locale.ROOT,
                "%s is in use by %s; one process at a time may write to it. Stop that one, or name another folder",
                folder,
                holder));
    }
}
