package io.orderpipeline.broker.journal;

/**
 * Where the whole records of a file end although the file does not.
 *
 * @param position       of the first byte that cannot be explained
 * @param seq            the seq that should stand there
 * @param reason         what is wrong with the line there, with the values
 * @param bytes          from the position to the end of the file
 * @param wholeRecords   how many whole records follow the damage
 * @param highestSeq     the highest seq among those, 0 when there is none
 * @param highestDurable the highest seq that any of those knew to be synced, 0 when there is none
 */
record Damage(
        long position, long seq, String reason, long bytes, long wholeRecords, long highestSeq, long highestDurable) {}
