package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Limits a file to the length it had at one moment, hiding anything appended while it is read. Not thread-safe.
 */
record Snapshot(DiskFile file, long length) implements DiskFile {

    static Snapshot of(DiskFile file) throws IOException {
        return new Snapshot(file, file.size());
    }

    /** Less than the length after the writer rolled back a failed write. */
    @Override
    public long size() throws IOException {
        return Math.min(length, file.size());
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        if (position >= length) {
            return -1;
        }
        int limit = target.limit();
        target.limit((int) Math.min(limit, target.position() + length - position));
        try {
            return file.read(target, position);
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw new UnsupportedOperationException("a snapshot is for reading");
    }

    @Override
    public void truncate(long size) {
        throw new UnsupportedOperationException("a snapshot is for reading");
    }

    @Override
    public void force() {
        throw new UnsupportedOperationException("a snapshot is for reading");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
