package io.orderpipeline.broker.journal;

/**
 * What a look at a journal file found, without changing it.
 *
 * @param name       the file's name
 * @param condition  how it is
 * @param detail     where and why it is not whole; empty for a whole one
 * @param records    how many whole records stand in an unbroken chain from its start
 * @param last       the last of those: its seq and checksum
 * @param highestSeq the highest seq of any whole record, also behind a damage
 * @param bytes      its size
 */
public record JournalInspection(
        String name, Condition condition, String detail, long records, Origin last, long highestSeq, long bytes) {

    /** The ways a file can be. */
    public enum Condition {
        OK,
        /** Whole, without records. */
        EMPTY,
        MISSING,
        /** A batch that nobody was promised is incomplete at its end. The next start cuts it off. */
        TORN_TAIL,
        /** Records that somebody was promised are damaged or missing. No service starts with it. */
        DAMAGED,
        /** No journal at all, or one of another name. */
        FOREIGN
    }

    /** The same for a file that is never written to again, so that no start mends its end. */
    public JournalInspection ofClosedFile() {
        return condition == Condition.TORN_TAIL
                ? new JournalInspection(name, Condition.DAMAGED, detail, records, last, highestSeq, bytes)
                : this;
    }

    /** Whether a service can start with it. */
    public boolean isUsable() {
        return condition != Condition.DAMAGED && condition != Condition.FOREIGN;
    }
}
