package io.orderpipeline.broker.outbox;

import io.orderpipeline.broker.bus.Outage;

/**
 * Ownership of a checkpoint, valid as long as the adapter renews it, which it does on a separate thread. Only {@link #isHeld} is
 * thread-safe; the other methods are for the relay's thread.
 */
public interface Lease extends AutoCloseable {

    /**
     * The saved position, {@link Position#START} when nothing was saved yet. {@link Outbox#holds} tells whether an outbox contains it.
     *
     * @throws CheckpointUnreadableException when the saved position cannot be understood
     * @throws Outage                        when the store cannot be reached now
     */
    Position start();

    /**
     * Replaces the saved position; durable when it returns.
     *
     * @throws CheckpointNotSavedException when it cannot be saved; the previous position stays saved
     * @throws LeaseLostException          when another owner has taken over; nothing was saved, and {@link #isHeld} is false
     *                                     from now on
     * @throws Outage                      when the store cannot be reached now; the position may or may not have been saved
     */
    void save(Position position);

    /**
     * Whether no other owner can have taken over yet. Uses only a local monotonic clock, so a process that was frozen for too long gets
     * false at once. Once false, always false.
     */
    boolean isHeld();

    /** Gives up the ownership, so that another owner need not wait for it to expire. Does not affect a new owner. Never fails. */
    @Override
    void close();
}
