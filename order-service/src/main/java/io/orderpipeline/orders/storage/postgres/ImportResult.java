package io.orderpipeline.orders.storage.postgres;

/** What became of an import. */
public sealed interface ImportResult {

    /**
     * Everything was committed.
     *
     * @param items   of all orders
     * @param keys    of sent notifications
     * @param letters dead letters
     */
    record Imported(long orders, long items, long keys, long letters, long doneSeq) implements ImportResult {}

    /**
     * The database has all of it already; nothing was changed.
     *
     * @param orders of the files
     */
    record AlreadyThere(long orders) implements ImportResult {}

    /**
     * Nothing was changed.
     *
     * @param reason what is in the way, and what to do
     */
    record Refused(String reason) implements ImportResult {}
}
