package io.orderpipeline.broker.outbox;

/**
 * The events of committed orders, in commit order, for as long as the store keeps them. Thread-safe; its cursors are not.
 *
 * <p>Each method throws an {@link OutboxUnreadableException} when the outbox cannot be read.
 */
public interface Outbox {

    /**
     * Opens a cursor before the entry behind {@code seq}, whatever that entry is.
     *
     * @param seq 0 or more; 0 starts before the very first entry
     */
    OutboxCursor after(long seq);

    /** Opens a cursor before the entry behind {@code position}. It reads no entry of an outbox that does not hold the position. */
    OutboxCursor after(Position position);

    /** The seq of the oldest entry that is still kept; one more than {@link #lastSeq} when there is none. */
    long firstSeq();

    /** The seq of the newest entry, 0 when there is none. An outbox that another process writes may report it a little later. */
    long lastSeq();

    /**
     * The seq of the newest accepted order: {@link #lastSeq}, or more while the newest event is late or the end of the outbox is lost or
     * damaged. The difference between it and what is done is the backlog.
     */
    long acceptedSeq();

    /** Whether this outbox has the entry that the position stands for; true for {@link Position#START}. */
    boolean holds(Position position);
}
