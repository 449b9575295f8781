package io.orderpipeline.broker.outbox;

/**
 * The events of committed orders, in commit order, as long as the store keeps them. Thread-safe; its cursors are not.
 *
 * <p>Each method throws an {@link OutboxUnreadableException} when the outbox cannot be read.
 */
public interface Outbox {

    /**
     * Opens a cursor before the entry that follows {@code seq}, without checking which entry has that seq.
     *
     * @param seq 0 or more; 0 starts before the very first entry
     */
    OutboxCursor after(long seq);

    /** Opens a cursor before the entry that follows {@code position}. It returns no entries if the outbox does not hold the position. */
    OutboxCursor after(Position position);

    /** The seq of the oldest entry still kept; {@link #lastSeq} + 1 when there is none. */
    long firstSeq();

    /** The seq of the newest entry, 0 when there is none. May lag a little if another process writes the outbox. */
    long lastSeq();

    /**
     * The seq of the newest accepted order: {@link #lastSeq}, or more while the newest event is late or the end of the outbox is lost or
     * damaged. The difference between it and what is done is the backlog.
     */
    long acceptedSeq();

    /** Whether this outbox has the entry at the position; true for {@link Position#START}. */
    boolean holds(Position position);
}
