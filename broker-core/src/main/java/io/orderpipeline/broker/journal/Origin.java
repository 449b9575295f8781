package io.orderpipeline.broker.journal;

/**
 * The record to which the first record of a file is chained.
 *
 * @param seq the last seq of the file before, 0 when there is none
 * @param crc that record's checksum, to which the first record of this file is chained
 */
public record Origin(long seq, int crc) {

    /** The origin of the very first record. */
    public static final Origin START = new Origin(0, 0);
}
