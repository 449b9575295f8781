package io.orderpipeline.broker.inbox.file;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Entries on their way to the disk, told as one: encoded by the thread that records them, written by the one that commits them. */
record PendingEntry<T>(List<Item<T>> items, CompletableFuture<Void> durable) {

    /** One entry and its record. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
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
