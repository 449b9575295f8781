package io.orderpipeline.broker.index;

import java.util.Arrays;

/**
 * A sorted hash table: each hash is in the slot proportional to its value or, if that is taken, shortly after it (Amble and Knuth,
 * "Ordered hash tables", 1974). An unsuccessful lookup ends as early as a successful one, and the table grows in a single pass without
 * probing. It grows by a quarter when it is 80 percent full, so a table that has grown is at least 64 percent full.
 *
 * <p>Not thread-safe.
 */
final class HashSegment {

    private static final int FEWEST_SLOTS = 8;
    /** Extra slots at the end for hashes displaced past the last regular slot; a probe never wraps around to the start. */
    private static final int TAIL = 16;

    private final int stride;
    private long[] table;
    /** The number of slots without the tail. */
    private int slots;

    private int size;

    /**
     * Creates an empty segment.
     *
     * @param stride   longs per entry: two for the hash and, if 3, one for a number
     * @param expected the number of entries that fit before it has to grow
     */
    HashSegment(int stride, int expected) {
        this.stride = stride;
        this.slots = Math.max(FEWEST_SLOTS, Math.toIntExact(expected * 10L / 7));
        this.table = new long[Math.multiplyExact(slots + TAIL, stride)];
    }

    int size() {
        return size;
    }

    /** Heap memory of the slots, in bytes. */
    long bytes() {
        return (long) table.length * Long.BYTES;
    }

    boolean contains(long high, long low) {
        return isAt(slot(high, low), high, low);
    }

    /** The number of a hash, or -1 when the hash is not in this segment. */
    long number(long high, long low) {
        int slot = slot(high, low);
        return isAt(slot, high, low) ? table[slot + 2] : -1;
    }

    /** Adds a hash, with its number if entries have one; returns false and changes nothing if it is already in this segment. */
    boolean add(long high, long low, long number) {
        int slot = slot(high, low);
        if (isAt(slot, high, low)) {
            return false;
        }
        if ((size + 1) * 5L > slots * 4L) {
            grow();
            slot = slot(high, low);
        }
        makeRoom(slot);
        table[slot] = high;
        table[slot + 1] = low;
        if (stride == 3) {
            table[slot + 2] = number;
        }
        size++;
        return true;
    }

    /** Moves the entries from here to the next free slot up by one. */
    private void makeRoom(int slot) {
        int free = slot;
        while (free < table.length && !isFree(table, free)) {
            free += stride;
        }
        if (free == table.length) {
            table = Arrays.copyOf(table, free + TAIL * stride);
        }
        System.arraycopy(table, slot, table, slot + stride, free - slot);
    }

    /** Moves the hashes in order, each to its new slot or, if that is taken, after the one before. */
    private void grow() {
        int more = slots + slots / 4;
        long[] larger = new long[Math.multiplyExact(more + TAIL, stride)];
        int next = 0;
        for (int from = 0; from < table.length; from += stride) {
            if (!isFree(table, from)) {
                int to = Math.max(next, place(table[from + 1], more));
                if (to == larger.length) {
                    larger = Arrays.copyOf(larger, to + TAIL * stride);
                }
                System.arraycopy(table, from, larger, to, stride);
                next = to + stride;
            }
        }
        table = larger;
        slots = more;
    }

    /** The slot of the hash, or where it would go: a free slot, one with a greater hash, or the end of the table. */
    private int slot(long high, long low) {
        int slot = place(low, slots);
        while (slot < table.length && !isFree(table, slot) && isLess(slot, high, low)) {
            slot += stride;
        }
        return slot;
    }

    /** Scales 32 bits of the hash to the number of slots, which is not a power of two. Monotonic in the hash. */
    private int place(long low, int slots) {
        return (int) (((low >>> 32) * slots) >>> 32) * stride;
    }

    private boolean isLess(int slot, long high, long low) {
        int order = Long.compareUnsigned(table[slot + 1], low);
        return order < 0 || (order == 0 && Long.compareUnsigned(table[slot], high) < 0);
    }

    private boolean isAt(int slot, long high, long low) {
        return slot < table.length && table[slot] == high && table[slot + 1] == low;
    }

    private static boolean isFree(long[] table, int slot) {
        return table[slot] == 0 && table[slot + 1] == 0;
    }
}
