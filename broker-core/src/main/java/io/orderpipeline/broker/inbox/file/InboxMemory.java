package io.orderpipeline.broker.inbox.file;

/** The durable entries of an inbox, as far as they are kept in memory. */
interface InboxMemory<T> {

    /**
     * Whether an entry must be recorded; false when it is durable already.
     *
     * @throws IllegalStateException when it cannot be recorded
     */
    boolean isNew(T entry);

    /**
     * Adds an entry that has become durable.
     *
     * @param position where its record can be read again
     */
    void remember(T entry, long position);
}
