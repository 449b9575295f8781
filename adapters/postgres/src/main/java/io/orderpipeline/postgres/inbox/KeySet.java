package io.orderpipeline.postgres.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.broker.index.HashIndex;
import io.orderpipeline.broker.index.HashIndexLoader;
import io.orderpipeline.broker.index.KeyedHash;
import java.nio.ByteBuffer;

/** Keys in memory, 25 bytes each, as in a notification service on files. Not thread-safe. */
final class KeySet {

    private final KeyedHash hash = KeyedHash.withRandomKey();
    private final HashIndex keys = HashIndexLoader.ofIds().load();

    /** Adds a key; false if it was there already. */
    boolean add(NotificationKey key) {
        return keys.add(hashOf(key));
    }

    boolean contains(NotificationKey key) {
        return keys.contains(hashOf(key));
    }

    long size() {
        return keys.size();
    }

    /** Prefixes the orderId with its length, so that no two keys are hashed from the same bytes. */
    private Hash128 hashOf(NotificationKey key) {
        byte[] orderId = key.orderId().getBytes(UTF_8);
        byte[] itemId = key.itemId().getBytes(UTF_8);
        return hash.of(ByteBuffer.allocate(Integer.BYTES + orderId.length + itemId.length)
                .putInt(orderId.length)
                .put(orderId)
                .put(itemId)
                .array());
    }
}
