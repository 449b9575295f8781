package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk that counts its calls. Not thread-safe. */
final class WatchedDisk extends ForwardingDisk {

    private final List<Path> synced = new ArrayList<>();
    private long bytesRead;
    private long bytesWritten;
    private int openFiles;

    WatchedDisk(Disk disk) {
        super(disk);
    }

    /** The number of open files and folders. */
    int openFiles() {
        return openFiles;
    }

    long bytesRead() {
        return bytesRead;
    }

    long bytesWritten() {
        return bytesWritten;
    }

    /** The folders that were synced, in order. */
    List<Path> synced() {
        return List.copyOf(synced);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        super.syncFolder(folder);
        synced.add(folder);
    }

    @Override
    public OpenFolder openFolder(Path folder) throws IOException {
        OpenFolder open = super.openFolder(folder);
        openFiles++;
        return new OpenFolder() {

            @Override
            public void sync() throws IOException {
                open.sync();
            }

            @Override
            public void close() throws IOException {
                open.close();
                openFiles--;
            }
        };
    }

    @Override
    DiskFile file(Path path, DiskFile file) {
        openFiles++;
        return new ForwardingFile(file) {

            @Override
            public int read(ByteBuffer target, long position) throws IOException {
                int count = super.read(target, position);
                bytesRead += Math.max(0, count);
                return count;
            }

            @Override
            public int write(ByteBuffer source, long position) throws IOException {
                int count = super.write(source, position);
                bytesWritten += count;
                return count;
            }

            @Override
            public void close() throws IOException {
                super.close();
                openFiles--;
            }
        };
    }
}
