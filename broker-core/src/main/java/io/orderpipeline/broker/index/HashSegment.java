package io.orderpipeline.broker.index;

import java.util.Arrays;

/**
 * Hashes in their order, each in the slot where its value belongs among all values or, when that is taken, a little behind it (Amble and
 * Knuth, "Ordered hash tables", 1974). A hash that is not there is missed as early as one that is there is found, and a table grows in
 * one sweep without looking for places. It grows by a quarter when it is four fifths full, so that it is never emptier than 64 percent.
 *
 * <p>Not thread-safe.
 */
final class HashSegment {

    private static final int FEWEST_SLOTS = 8;
    /** Slots behind the last place, for what does not find room before the end; a probe never wraps around to the front. */
    private static final int TAIL = 16;

    private final int stride;
    private long[] table;
    /** How many places there are, without the tail. */
    private int slots;

    private int size;

    /**
     * An empty segment.
     *
     * @param stride   how many longs an entry takes: the hash's two and, with 3, a number
     * @param expected for how many entries there is room before it has to grow
     */
    HashSegment(int stride, int expected) {
        this.stride = stride;
        this.slots = Math.max(FEWEST_SLOTS, Math.toIntExact(expected * 10L / 7));
        this.table = new long[Math.multiplyExact(slots + TAIL, stride)];
    }

    int size() {
        return size;
    }

    /** What the slots take of the heap, in bytes. */
    long bytes() {
        return (long) table.length * Long.BYTES;
    }

    boolean contains(long high, long low) {
        return isAt(slot(high, low), high, low);
    }

    /** The number of a hash, or -1 when the hash is not here. */
    long number(long high, long low) {
        int slot = slot(high, low);
        return isAt(slot, high, low) ? table[slot + 2] : -1;
    }

    /** Adds a hash, and its number where entries have one; false, and nothing changes, when it is here already. */
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

    /** Moves what stands from here up to the next free slot on by one. */
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

    /** In the order in which they stand, each hash goes to its new place or behind the one before. */
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

    /** Where the hash is, or belongs: a free slot, one that holds a greater hash, or the end of the table. */
    private int slot(long high, long low) {
        int slot = place(low, slots);
        while (slot < table.length && !isFree(table, slot) && isLess(slot, high, low)) {
            slot += stride;
        }
        return slot;
    }

    /** Scales 32 bits of the hash to the number of slots, which is no power of two; greater hashes have the same or a later place. */
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
