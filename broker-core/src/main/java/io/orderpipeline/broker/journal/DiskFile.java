package io.orderpipeline.broker.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Not thread-safe: it belongs to the thread that opened it, or was handed it. */
interface DiskFile extends Closeable {

    long size() throws IOException;

    /** Reads at a position, as many bytes as one call gives; -1 at or behind the end. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes at a position, possibly less than asked: a disk that fills up writes a part and fails at the next call. */
    int write(ByteBuffer source, long position) throws IOException;

    void truncate(long size) throws IOException;

    /** Makes the contents durable (fdatasync). After it failed nothing is known about what was written before. */
    void force() throws IOException;
}
