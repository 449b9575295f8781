package io.orderpipeline.broker.journal;

/**
 * A place before the end of a file at which its chain of whole records ends.
 *
 * @param position       of the first byte that is not part of the chain
 * @param seq            the seq expected there
 * @param reason         what is wrong with the line there, with the values
 * @param bytes          from the position to the end of the file
 * @param wholeRecords   how many whole records follow the damage
 * @param highestSeq     the highest seq of those records, 0 if there are none
 * @param highestDurable the highest seq that any of those records proves was synced, 0 if there is none
 */
record Damage(
        long position, long seq, String reason, long bytes, long wholeRecords, long highestSeq, long highestDurable) {}
