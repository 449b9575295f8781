package io.orderpipeline.broker.index;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A table of hashes that only grows, each with a number or without, in 16 bytes (24 with a number) and a little air.
 *
 * <p>Open addressing with linear probing, in many small segments, each kept in the order of its hashes (Amble and Knuth, "Ordered hash
 * tables", 1974): a hash that is not there is missed as early as one that is there is found, and a segment is copied in one sweep
 * without looking for places. A segment grows by a quarter when it is four fifths full, so that it is never emptier than 64 percent:
 * at most 25 bytes an id, 37.5 with a number. While one segment is copied the others stay as they are, so growing never needs twice
 * the memory.
 *
 * <p>Not thread-safe.
 */
public final class HashIndex {

    private static final int SEGMENT_BITS = 10;
    private static final int INITIAL_SLOTS = 8;
    /** Slots behind the last place, for what does not find room before the end; a probe never starts anew at the front. */
    private static final int TAIL = 16;

    private final int stride;
    private final long[][] segments = new long[1 << SEGMENT_BITS][];
    /** How many places each segment has, without its tail. */
    private final int[] slots = new int[1 << SEGMENT_BITS];

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
        long longs = 0;
        for (long[] segment : segments) {
            longs += segment == null ? 0 : segment.length;
        }
        return longs * Long.BYTES;
    }

    public boolean contains(Hash128 hash) {
        int index = segmentOf(hash);
        return segments[index] != null && isAt(segments[index], slot(index, hash), hash);
    }

    /** The number of a hash; empty when the hash is not here, or has none. */
    public OptionalLong number(Hash128 hash) {
        int index = segmentOf(hash);
        long[] segment = segments[index];
        if (segment == null || stride < 3) {
            return OptionalLong.empty();
        }
        int slot = slot(index, hash);
        return isAt(segment, slot, hash) ? OptionalLong.of(segment[slot + 2]) : OptionalLong.empty();
    }

    /** Adds a hash; false, and nothing changes, when it is here already. */
    public boolean add(Hash128 hash) {
        return add(hash, 0);
    }

    /** Adds a hash with its number; false, and nothing changes, when it is here already. */
    public boolean add(Hash128 hash, long number) {
        int index = segmentOf(hash);
        if (segments[index] == null) {
            slots[index] = INITIAL_SLOTS;
            segments[index] = new long[(INITIAL_SLOTS + TAIL) * stride];
        }
        int slot = slot(index, hash);
        if (isAt(segments[index], slot, hash)) {
            return false;
        }
        if ((sizes[index] + 1) * 5L > slots[index] * 4L) {
            grow(index);
            slot = slot(index, hash);
        }
        makeRoom(index, slot);
        long[] segment = segments[index];
        segment[slot] = high(hash);
        segment[slot + 1] = hash.low();
        if (stride == 3) {
            segment[slot + 2] = number;
        }
        sizes[index]++;
        size++;
        return true;
    }

    /** Moves what stands from here up to the next free slot on by one. */
    private void makeRoom(int index, int slot) {
        long[] segment = segments[index];
        int free = slot;
        while (free < segment.length && !isFree(segment, free)) {
            free += stride;
        }
        if (free == segment.length) {
            segments[index] = Arrays.copyOf(segment, free + TAIL * stride);
        }
        System.arraycopy(segment, slot, segments[index], slot + stride, free - slot);
    }

    /** In the order in which they stand, each hash goes to its new place or behind the one before. */
    private void grow(int index) {
        long[] segment = segments[index];
        int more = slots[index] + slots[index] / 4;
        long[] larger = new long[Math.multiplyExact(more + TAIL, stride)];
        int next = 0;
        for (int from = 0; from < segment.length; from += stride) {
            if (!isFree(segment, from)) {
                int to = Math.max(next, place(segment[from + 1], more));
                if (to == larger.length) {
                    larger = Arrays.copyOf(larger, to + TAIL * stride);
                }
                System.arraycopy(segment, from, larger, to, stride);
                next = to + stride;
            }
        }
        segments[index] = larger;
        slots[index] = more;
    }

    /** Where the hash is, or belongs: a free slot, one that holds a greater hash, or the end of the segment. */
    private int slot(int index, Hash128 hash) {
        long[] segment = segments[index];
        int slot = place(hash.low(), slots[index]);
        while (slot < segment.length && !isFree(segment, slot) && isLess(segment, slot, hash)) {
            slot += stride;
        }
        return slot;
    }

    /** Scales 32 bits of the hash to the number of slots, which is no power of two; greater hashes have the same or a later place. */
    private int place(long low, int slots) {
        return (int) (((low >>> 32) * slots) >>> 32) * stride;
    }

    private static boolean isLess(long[] segment, int slot, Hash128 hash) {
        int order = Long.compareUnsigned(segment[slot + 1], hash.low());
        return order < 0 || (order == 0 && Long.compareUnsigned(segment[slot], high(hash)) < 0);
    }

    private static boolean isAt(long[] segment, int slot, Hash128 hash) {
        return slot < segment.length && segment[slot] == high(hash) && segment[slot + 1] == hash.low();
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
