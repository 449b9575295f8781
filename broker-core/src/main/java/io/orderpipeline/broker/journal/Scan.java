package io.orderpipeline.broker.journal;

import org.jspecify.annotations.Nullable;

/**
 * What a file was found to hold.
 *
 * @param exists  whether there is a file at all
 * @param records how many whole records stand in an unbroken chain from the start of the file
 * @param last    the last of those: its seq and checksum
 * @param durable the highest seq that it knew to be synced
 * @param end     where the next record belongs, and the closing bracket stands
 * @param size    of the file
 * @param damage  what follows the last record instead of the closing bracket, null when the file is clean
 * @param foreign why this is no file of its store, null when it is one
 */
record Scan(
        boolean exists,
        long records,
        Origin last,
        long durable,
        long end,
        long size,
        @Nullable Damage damage,
        @Nullable String foreign) {

    /** Of a file that does not exist, or has no bytes. */
    static Scan nothing(boolean exists, Origin origin) {
        return new Scan(exists, 0, origin, origin.seq(), LineFormat.HEADER.length, 0, null, null);
    }

    static Scan foreign(Origin origin, long size, String reason) {
        return new Scan(true, 0, origin, origin.seq(), 0, size, null, reason);
    }

    /** The highest seq that this file shows to have existed, be it behind a damage. */
    long highestSeq() {
        return damage == null ? last.seq() : Math.max(last.seq(), damage.highestSeq());
    }
}
