package io.orderpipeline.broker.journal;

import org.jspecify.annotations.Nullable;

/**
 * What a file was found to hold.
 *
 * @param records how many whole records stand in an unbroken chain from the start of the file
 * @param last    the last of those: its seq and checksum
 * @param durable the highest seq that it knew to be synced
 * @param end     where the next record belongs, and the closing bracket stands
 * @param size    of the file
 * @param damage  what follows the last record instead of the closing bracket, null when the file is clean
 */
record Scan(
        long records,
        Origin last,
        long durable,
        long end,
        long size,
        @Nullable Damage damage) {

    /** The highest seq that this file shows to have existed, be it behind a damage. */
    long highestSeq() {
        return damage == null ? last.seq() : Math.max(last.seq(), damage.highestSeq());
    }
}
