package io.orderpipeline.orders.storage.postgres;

/** The result of an import. */
public sealed interface ImportResult {

    /**
     * Everything was committed.
     *
     * @param items   number of items of all orders
     * @param keys    number of keys of sent notifications
     * @param letters number of dead letters
     */
    record Imported(long orders, long items, long keys, long letters, long doneSeq) implements ImportResult {}

    /**
     * The database already holds all of it; nothing was changed.
     *
     * @param orders number of orders in the files
     */
    record AlreadyThere(long orders) implements ImportResult {}

    /**
     * Nothing was changed.
     *
     * @param reason what prevents the import, and what to do
     */
    record Refused(String reason) implements ImportResult {}
}
