package io.orderpipeline.broker.inbox.file;

/**
 * How many letters are open for each order, by a 32-bit hash of its id: 8 bytes and some air for each. Two orders that share a hash are one
 * here, so that its answer may be yes for an order without a letter, and never no for one with.
 *
 * <p>Not thread-safe.
 */
final class OpenOrders {

    private static final int FEWEST_SLOTS = 16;

    private int[] hashes = new int[FEWEST_SLOTS];
    /** 0 is a free slot, or one that was in use and is kept until the table grows. */
    private int[] counts = new int[FEWEST_SLOTS];

    private boolean[] used = new boolean[FEWEST_SLOTS];
    private int usedSlots;
    private long open;

    boolean isEmpty() {
        return open == 0;
    }

    boolean contains(int hash) {
        return counts[slot(hash)] > 0;
    }

    void change(int hash, int by) {
        if (by != 0) {
            open += by;
            add(hash, by);
        }
    }

    private void add(int hash, int by) {
        int slot = slot(hash);
        if (!used[slot]) {
            if (2 * (usedSlots + 1) > hashes.length) {
                grow();
                slot = slot(hash);
            }
            used[slot] = true;
            hashes[slot] = hash;
            usedSlots++;
        }
        counts[slot] += by;
    }

    private int slot(int hash) {
        int slot = (hash * 0x9E3779B9) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(hashes.length));
        while (used[slot] && hashes[slot] != hash) {
            slot = (slot + 1) & (hashes.length - 1);
        }
        return slot;
    }

    /** Leaves out the orders whose letters are all closed. */
    private void grow() {
        int[] oldHashes = hashes;
        int[] oldCounts = counts;
        hashes = new int[2 * oldHashes.length];
        counts = new int[hashes.length];
        used = new boolean[hashes.length];
        usedSlots = 0;
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldCounts[i] > 0) {
                add(oldHashes[i], oldCounts[i]);
            }
        }
    }
}
