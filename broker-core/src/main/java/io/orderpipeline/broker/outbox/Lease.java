package io.orderpipeline.broker.outbox;

import io.orderpipeline.broker.bus.Outage;

/**
 * The ownership of a checkpoint, for as long as it can be prolonged; its adapter prolongs it on a thread of its own. {@link #isHeld} is
 * thread-safe, all else is used by the relay's thread only.
 */
public interface Lease extends AutoCloseable {

    /**
     * The saved position, {@link Position#START} when nothing was saved yet. Whether it is a position of the outbox at hand is for
     * {@link Outbox#holds} to say.
     *
     * @throws CheckpointUnreadableException when what was saved cannot be understood
     * @throws Outage                        when the store cannot be reached now
     */
    Position start();

    /**
     * Replaces the saved position; durable when it returns.
     *
     * @throws CheckpointNotSavedException when it cannot be saved; the position saved before stays
     * @throws LeaseLostException          when another owner has taken over; nothing was saved, and {@link #isHeld} is false
     *                                     from now on
     * @throws Outage                      when the store cannot be reached now; it may or may not be saved
     */
    void save(Position position);

    /**
     * Whether no other owner can have taken over yet. It asks nobody, and goes by a monotonic clock of its own: a process that was frozen
     * for too long gets false at once. Once false, it stays so.
     */
    boolean isHeld();

    /** Gives the ownership back, so that another owner need not wait for its end. No effect on an owner that has taken over. Never fails. */
    @Override
    void close();
}
