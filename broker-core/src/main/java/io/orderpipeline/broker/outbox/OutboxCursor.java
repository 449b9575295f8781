package io.orderpipeline.broker.outbox;

import org.jspecify.annotations.Nullable;

/** A position in the outbox that moves forward. Not thread-safe: it belongs to the thread that reads. */
public interface OutboxCursor extends AutoCloseable {

    /** The next entry, or null when there is none yet; a later call may find one. */
    @Nullable
    OutboxEntry next();

    @Override
    void close();
}
