package io.orderpipeline.broker.inbox.file;

/** The part of an inbox's durable entries that is kept in memory. */
interface InboxMemory<T> {

    /**
     * Whether an entry must be recorded; false if it is already durable.
     *
     * @throws IllegalStateException when it cannot be recorded
     */
    boolean isNew(T entry);

    /**
     * Adds an entry that has become durable.
     *
     * @param position of its record in the file
     */
    void remember(T entry, long position);
}
