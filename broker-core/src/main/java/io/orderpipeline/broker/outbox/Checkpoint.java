package io.orderpipeline.broker.outbox;

/** How far a relay has come: every entry up to the saved seq is done. */
public interface Checkpoint {

    /** The saved seq, 0 when nothing was saved yet. */
    long load();

    /**
     * Replaces the saved seq; durable when it returns.
     *
     * @param seq never lower than the one saved before
     */
    void save(long seq);
}
