package io.orderpipeline.orders.edge;

import java.util.Arrays;

/** The bytes of a request body, up to a limit. Grows with the data received, not with the announced length. Not thread-safe. */
final class Body {

    private static final int FIRST_SIZE = 1_024;

    private final int limit;
    private byte[] bytes;
    private int length;

    Body(int limit) {
        this.limit = limit;
        this.bytes = new byte[Math.min(FIRST_SIZE, limit)];
    }

    /** Appends bytes. Returns false, and drops everything, when the limit is exceeded. */
    boolean append(byte[] source, int count) {
        if (count > limit - length) {
            bytes = new byte[0];
            length = 0;
            return false;
        }
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(length + count, 2 * bytes.length)));
        }
        System.arraycopy(source, 0, bytes, length, count);
        length += count;
        return true;
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }
}
