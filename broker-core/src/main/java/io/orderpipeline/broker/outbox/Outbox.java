package io.orderpipeline.broker.outbox;

/**
 * The events of committed orders, in commit order, for as long as the store keeps them. Thread-safe; its cursors are not.
 *
 * <p>Each method throws an {@link OutboxUnreadableException} when the outbox cannot be read.
 */
public interface Outbox {

    /**
     * Opens a cursor before the first entry with a seq greater than {@code seq}.
     *
     * @param seq 0 or more; 0 starts with the oldest entry
     */
    OutboxCursor after(long seq);

    /** The seq of the newest entry, 0 when there is none. An outbox that another process writes may report it a little later. */
    long lastSeq();

    /** Whether this outbox has the entry that the position stands for; true for {@link Position#START}. */
    boolean holds(Position position);
}
