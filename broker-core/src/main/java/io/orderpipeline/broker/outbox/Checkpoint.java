package io.orderpipeline.broker.outbox;

/** How far a relay has come: every entry up to the saved seq is done. Belongs to the relay's thread. */
public interface Checkpoint {

    /**
     * The saved seq, 0 when nothing was saved yet.
     *
     * @throws RuntimeException if what was saved cannot be read
     */
    long load();

    /**
     * Replaces the saved seq; durable when it returns.
     *
     * @throws RuntimeException if it cannot be saved; the seq saved before stays
     */
    void save(long seq);
}
