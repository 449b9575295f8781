package io.orderpipeline.broker.journal;

import org.jspecify.annotations.Nullable;

/**
 * The result of scanning a file.
 *
 * @param exists  whether there is a file at all
 * @param records how many whole records form an unbroken chain from the start of the file
 * @param last    the last of those: its seq and checksum
 * @param durable the highest seq that the last of those states as synced
 * @param end     position of the closing bracket, where the next record is written
 * @param size    of the file in bytes
 * @param damage  what follows the last record instead of the closing bracket, null when the file is clean
 * @param foreign why this is not a file of its store, null if it is one
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

    /** The result for a file that does not exist, or is empty. */
    static Scan nothing(boolean exists, Origin origin) {
        return new Scan(exists, 0, origin, origin.seq(), LineFormat.HEADER.length, 0, null, null);
    }

    static Scan foreign(Origin origin, long size, String reason) {
        return new Scan(true, 0, origin, origin.seq(), 0, size, null, reason);
    }

    /** The highest seq of any whole record in the file, even after damage. */
    long highestSeq() {
        return damage == null ? last.seq() : Math.max(last.seq(), damage.highestSeq());
    }
}
