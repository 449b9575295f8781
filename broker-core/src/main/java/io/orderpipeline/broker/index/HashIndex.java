package io.orderpipeline.broker.index;

import java.util.OptionalLong;

/**
 * A table of hashes that only grows, each with a number or without, in 16 bytes (24 with a number) and a little air.
 *
 * <p>Open addressing with linear probing, in many small segments. A segment grows by a quarter when it is four fifths full, so that
 * it is never emptier than 64 percent: at most 25 bytes an id, 37.5 with a number. While one segment is copied the others stay as
 * they are, so growing never needs twice the memory.
 *
 * <p>Not thread-safe.
 */
public final class HashIndex {

    private static final int SEGMENT_BITS = 10;
    private static final int INITIAL_SLOTS = 8;

    private final int stride;
    private final long[][] segments = new long[1 << SEGMENT_BITS][];
    private final int[] sizes = new int[1 << SEGMENT_BITS];
    private long size;

    private HashIndex(int stride) {
        this.stride = stride;
    }

    /** An index that knows only which hashes it holds. */
    public static HashIndex ofIds() {
        return new HashIndex(2);
    }

    /** An index that knows a number, 0 or more, for each hash. */
    public static HashIndex withNumbers() {
        return new HashIndex(3);
    }

    public long size() {
        return size;
    }

    /** What the slots take of the heap, in bytes. */
    public long bytes() {
        long slots = 0;
        for (long[] segment : segments) {
            slots += segment == null ? 0 : segment.length;
        }
        return slots * Long.BYTES;
    }

    public boolean contains(Hash128 hash) {
        long[] segment = segments[segmentOf(hash)];
        return segment != null && !isFree(segment, slot(segment, hash));
    }

    /** The number of a hash; empty when the hash is not here, or has none. */
    public OptionalLong number(Hash128 hash) {
        long[] segment = segments[segmentOf(hash)];
        if (segment == null || stride < 3) {
            return OptionalLong.empty();
        }
        int slot = slot(segment, hash);
        return isFree(segment, slot) ? OptionalLong.empty() : OptionalLong.of(segment[slot + 2]);
    }

    /** Adds a hash; false, and nothing changes, when it is here already. */
    public boolean add(Hash128 hash) {
        return add(hash, 0);
    }

    /** Adds a hash with its number; false, and nothing changes, when it is here already. */
    public boolean add(Hash128 hash, long number) {
        int index = segmentOf(hash);
        long[] segment = segments[index];
        if (segment == null) {
            segment = new long[INITIAL_SLOTS * stride];
            segments[index] = segment;
        }
        int slot = slot(segment, hash);
        if (!isFree(segment, slot)) {
            return false;
        }
        if ((sizes[index] + 1) * 5L > segment.length / stride * 4L) {
            segment = grown(segment);
            segments[index] = segment;
            slot = slot(segment, hash);
        }
        segment[slot] = high(hash);
        segment[slot + 1] = hash.low();
        if (stride == 3) {
            segment[slot + 2] = number;
        }
        sizes[index]++;
        size++;
        return true;
    }

    private long[] grown(long[] segment) {
        int slots = segment.length / stride;
        long[] larger = new long[Math.multiplyExact(slots + slots / 4, stride)];
        for (int from = 0; from < segment.length; from += stride) {
            if (!isFree(segment, from)) {
                int to = slot(larger, new Hash128(segment[from], segment[from + 1]));
                System.arraycopy(segment, from, larger, to, stride);
            }
        }
        return larger;
    }

    /** Where the hash is, or would be: the first free slot at or behind its place. */
    private int slot(long[] segment, Hash128 hash) {
        int slots = segment.length / stride;
        // Scales 32 bits of the hash to the number of slots, which is no power of two.
        int slot = (int) (((hash.low() >>> 32) * slots) >>> 32) * stride;
        while (!isFree(segment, slot) && (segment[slot] != high(hash) || segment[slot + 1] != hash.low())) {
            slot += stride;
            if (slot == segment.length) {
                slot = 0;
            }
        }
        return slot;
    }

    private static boolean isFree(long[] segment, int slot) {
        return segment[slot] == 0 && segment[slot + 1] == 0;
    }

    /** The all-zero hash would look like a free slot; its high half is given a bit, which costs it nothing. */
    private static long high(Hash128 hash) {
        return hash.high() == 0 && hash.low() == 0 ? 1 : hash.high();
    }

    private static int segmentOf(Hash128 hash) {
        return (int) (hash.high() >>> (64 - SEGMENT_BITS));
    }
}
