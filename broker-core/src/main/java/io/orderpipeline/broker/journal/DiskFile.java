package io.orderpipeline.broker.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Not thread-safe: only one thread may use it at a time. */
interface DiskFile extends Closeable {

    long size() throws IOException;

    /** Reads at a position, possibly fewer bytes than asked; -1 at or past the end. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes at a position, possibly fewer bytes than asked: a disk that fills up writes some of them and fails at the next call. */
    int write(ByteBuffer source, long position) throws IOException;

    void truncate(long size) throws IOException;

    /** Makes the contents durable (fdatasync). After a failure, it is unknown which earlier writes are on disk. */
    void force() throws IOException;
}
