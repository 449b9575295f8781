package io.orderpipeline.broker.inbox.file;

import java.util.concurrent.CompletableFuture;

/** An entry on its way to the disk: encoded by the thread that records it, written by the one that commits it. */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record PendingEntry<T>(T entry, byte[] members, CompletableFuture<Void> durable) {

    static <T> PendingEntry<T> of(T entry, byte[] members) {
        return new PendingEntry<>(entry, members, new CompletableFuture<>());
    }

    int bytes() {
        return members.length;
    }
}
