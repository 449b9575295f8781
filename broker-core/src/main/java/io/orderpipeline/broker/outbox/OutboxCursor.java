package io.orderpipeline.broker.outbox;

import org.jspecify.annotations.Nullable;

/** A position in the outbox that moves forward. Not thread-safe: it is used by the thread that opened it. */
public interface OutboxCursor extends AutoCloseable {

    /**
     * The entry after the last one, or null when there is none yet; a later call may find one. No entry is ever skipped.
     *
     * @throws OutboxUnreadableException when the next entry is missing, damaged or unreachable; a later call tries again
     */
    @Nullable
    OutboxEntry next();

    /**
     * Whether the last entry is followed by an incomplete one: either it is still being written, or it is damaged; a later {@link #next}
     * tells which. Always false for stores in which entries appear atomically.
     */
    boolean hasUnclearEnd();

    @Override
    void close();
}
