package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A disk that forwards every call; subclasses wrap its files or override calls. */
abstract class ForwardingDisk implements Disk {

    private final Disk disk;

    ForwardingDisk(Disk disk) {
        this.disk = disk;
    }

    abstract DiskFile file(Path path, DiskFile file);

    @Override
    public DiskFile open(Path file, Access access) throws IOException {
        return file(file, disk.open(file, access));
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return file(file, disk.create(file));
    }

    @Override
    public boolean exists(Path file) throws IOException {
        return disk.exists(file);
    }

    @Override
    public Object identity(Path file) throws IOException {
        return disk.identity(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        disk.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        disk.createFolder(folder);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        disk.syncFolder(folder);
    }

    @Override
    public OpenFolder openFolder(Path folder) throws IOException {
        return disk.openFolder(folder);
    }

    /** A file that forwards every call unless a subclass overrides it. */
    abstract static class ForwardingFile implements DiskFile {

        private final DiskFile file;

        ForwardingFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return file.write(source, position);
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
