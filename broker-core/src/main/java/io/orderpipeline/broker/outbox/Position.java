package io.orderpipeline.broker.outbox;

/**
 * A position in one particular outbox: an entry's seq, and a mark that distinguishes this entry from another outbox's entry with the same
 * seq. A log restored from an older backup becomes another outbox as soon as its entries differ.
 *
 * @param seq  of the entry, 0 for the position before the first one
 * @param mark stored with the entry, such as its checksum; 0 for the position before the first one
 */
public record Position(long seq, int mark) {

    /** Before the first entry of any outbox. */
    public static final Position START = new Position(0, 0);

    public Position {
        if (seq < 0 || (seq == 0 && mark != 0)) {
            throw new IllegalArgumentException("a position cannot have seq " + seq + " and mark " + mark);
        }
    }
}
