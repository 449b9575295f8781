package io.orderpipeline.broker.outbox;

import org.jspecify.annotations.Nullable;

/** A position in the outbox that moves forward. Not thread-safe: it is used by the thread that opened it. */
public interface OutboxCursor extends AutoCloseable {

    /**
     * The entry after the last one, or null when there is none yet; a later call may find one. No entry is ever skipped.
     *
     * @throws OutboxUnreadableException when the next entry is missing, damaged or out of reach; a later call tries again
     */
    @Nullable
    OutboxEntry next();

    /**
     * Whether something follows the last entry that is no entry yet: it is being written, or damaged, and a later {@link #next} tells
     * which. Where entries appear as a whole, nothing does.
     */
    boolean hasUnclearEnd();

    @Override
    void close();
}
