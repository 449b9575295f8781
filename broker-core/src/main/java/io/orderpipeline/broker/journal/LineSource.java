package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads the lines of a file in order. A line is complete once its line break is there; an incomplete one is read again at each call,
 * because it may still grow in a live file.
 *
 * <p>Not thread-safe. The bytes of a line are valid until the next call.
 */
final class LineSource {

    /** In bytes. Far above the largest record that the services write; a longer run without a line break is damage. */
    static final int MAX_LINE = 16 << 20;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWEST_BITS = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;
    private static final long BREAKS = '\n' * LOWEST_BITS;

    private final DiskFile file;
    private byte[] buffer;
    /** Position of buffer[0] in the file. */
    private long base;

    private int filled;
    private int from;
    private int to;
    private int next;

    /**
     * @param bufferSize initial size in bytes, at least 1; the buffer grows for longer lines
     */
    LineSource(DiskFile file, long position, int bufferSize) {
        this.file = file;
        this.buffer = new byte[bufferSize];
        seek(position);
    }

    /** Continues at this position of the file. */
    void seek(long position) {
        base = position;
        filled = 0;
        from = 0;
        to = 0;
        next = 0;
    }

    /** Moves to the next line; if there is no complete line, returns false and stays at the current position. */
    boolean next() throws IOException {
        int lineBreak = indexOfLineBreak(next);
        if (lineBreak < 0) {
            // Read again from its first byte: an append overwrites the end of a live file, which may be in the buffer.
            seek(base + next);
            lineBreak = fillUpToLineBreak();
        }
        if (lineBreak < 0) {
            return false;
        }
        from = next;
        to = lineBreak;
        next = lineBreak + 1;
        return true;
    }

    byte[] bytes() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Where the current line starts in the file. */
    long position() {
        return base + from;
    }

    /** Where the line after the current one starts in the file. */
    long nextPosition() {
        return base + next;
    }

    /**
     * Searches eight bytes at a time, because a start reads gigabytes (Henry S. Warren, "Hacker's Delight", 6-1: the lowest byte found is
     * guaranteed to be zero).
     */
    private int indexOfLineBreak(int start) {
        int i = start;
        for (; i + Long.BYTES <= filled; i += Long.BYTES) {
            long zeroWhereBreak = (long) LONGS.get(buffer, i) ^ BREAKS;
            long found = (zeroWhereBreak - LOWEST_BITS) & ~zeroWhereBreak & HIGHEST_BITS;
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        for (; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private int fillUpToLineBreak() throws IOException {
        int lineBreak = -1;
        while (lineBreak < 0 && filled < MAX_LINE) {
            int searched = filled;
            if (!fill()) {
                return -1;
            }
            lineBreak = indexOfLineBreak(searched);
        }
        return lineBreak;
    }

    private boolean fill() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = file.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled), base + filled);
        if (count <= 0) {
            return false;
        }
        filled += count;
        return true;
    }
}
