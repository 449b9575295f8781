package io.orderpipeline.broker.outbox;

/** The events of committed orders, in commit order, for as long as the store keeps them. Thread-safe; its cursors are not. */
public interface Outbox {

    /**
     * Opens a cursor in front of the first entry with a seq greater than {@code seq}.
     *
     * @param seq 0 or more; 0 starts with the oldest entry
     */
    OutboxCursor after(long seq);

    /** The seq of the newest entry, 0 when there is none. An outbox that another process writes may know of it a little later. */
    long lastSeq();
}
