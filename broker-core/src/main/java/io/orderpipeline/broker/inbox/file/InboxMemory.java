package io.orderpipeline.broker.inbox.file;

/** What an inbox knows of the entries that are durable. */
interface InboxMemory<T> {

    /**
     * Whether an entry has to be recorded, or is known already.
     *
     * @throws IllegalStateException when it can be neither
     */
    boolean isNew(T entry);

    /**
     * Takes note of an entry that has become durable.
     *
     * @param position where its record can be read again
     */
    void remember(T entry, long position);
}
