package io.orderpipeline.broker.outbox;

/**
 * A place in one particular outbox: an entry's seq, and a mark by which that entry is told from another outbox's entry with the same
 * seq. Another state of the same log, such as one restored from an older backup, is another outbox as soon as the entries differ.
 *
 * @param seq  of the entry, 0 for the place before the first one
 * @param mark what the store keeps beside the entry, such as its checksum; 0 for the place before the first one
 */
public record Position(long seq, int mark) {

    /** Before the first entry of any outbox. */
    public static final Position START = new Position(0, 0);

    public Position {
        if (seq < 0 || (seq == 0 && mark != 0)) {
            throw new IllegalArgumentException("no position has seq " + seq + " and mark " + mark);
        }
    }
}
