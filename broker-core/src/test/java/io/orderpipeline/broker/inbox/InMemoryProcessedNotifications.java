package io.orderpipeline.broker.inbox;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Processed keys in memory, for tests. Thread-safe. */
public final class InMemoryProcessedNotifications implements ProcessedNotifications {

    private final Set<NotificationKey> keys = ConcurrentHashMap.newKeySet();

    @Override
    public boolean contains(NotificationKey key) {
        return keys.contains(key);
    }

    @Override
    public CompletionStage<Void> record(NotificationKey key) {
        keys.add(key);
        return CompletableFuture.completedFuture(null);
    }

    /** Forgets a key, as somebody does who edits the file by hand. */
    public void forget(NotificationKey key) {
        keys.remove(key);
    }
}
