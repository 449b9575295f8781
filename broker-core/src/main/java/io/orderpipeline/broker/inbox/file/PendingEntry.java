package io.orderpipeline.broker.inbox.file;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Entries on their way to the disk, completed together: encoded by the recording thread, written by the committing thread. */
record PendingEntry<T>(List<Item<T>> items, CompletableFuture<Void> durable) {

    /** One entry and its record. */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    record Item<T>(T entry, byte[] members) {}

    static <T> PendingEntry<T> of(List<Item<T>> items) {
        return new PendingEntry<>(items, new CompletableFuture<>());
    }

    static <T> PendingEntry<T> of(T entry, byte[] members) {
        return of(List.of(new Item<>(entry, members)));
    }

    int bytes() {
        int bytes = 0;
        for (Item<T> item : items) {
            bytes += item.members().length;
        }
        return bytes;
    }
}
