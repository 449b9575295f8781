package io.orderpipeline.broker.outbox;

/** How far a relay has come: every entry up to the saved position is done. Used by the relay's thread only. */
public interface Checkpoint {

    /**
     * The saved position, {@link Position#START} when nothing was saved yet. Whether it is a position of the outbox at hand is for
     * {@link Outbox#holds} to say.
     *
     * @throws CheckpointUnreadableException when what was saved cannot be understood
     */
    Position load();

    /**
     * Replaces the saved position; durable when it returns.
     *
     * @throws CheckpointNotSavedException when it cannot be saved; the position saved before stays
     */
    void save(Position position);
}
