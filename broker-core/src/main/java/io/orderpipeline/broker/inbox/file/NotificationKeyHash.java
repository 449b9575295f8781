package io.orderpipeline.broker.inbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.broker.index.KeyedHash;
import java.nio.ByteBuffer;

/** Hashes notification keys for an index. Thread-safe. */
final class NotificationKeyHash {

    private final KeyedHash hash = KeyedHash.withRandomKey();

    Hash128 of(NotificationKey key) {
        byte[] orderId = key.orderId().getBytes(UTF_8);
        byte[] itemId = key.itemId().getBytes(UTF_8);
        byte[] both = ByteBuffer.allocate(orderId.length + itemId.length)
                .put(orderId)
                .put(itemId)
                .array();
        return of(both, 0, orderId.length, orderId.length, both.length);
    }

    /**
     * The hash of a key whose two parts are in {@code bytes}. The length of the first part is hashed too, so that different pairs never
     * give the same input.
     */
    Hash128 of(byte[] bytes, int orderFrom, int orderTo, int itemFrom, int itemTo) {
        int orderLength = orderTo - orderFrom;
        return hash.of(ByteBuffer.allocate(Integer.BYTES + orderLength + itemTo - itemFrom)
                .putInt(orderLength)
                .put(bytes, orderFrom, orderLength)
                .put(bytes, itemFrom, itemTo - itemFrom)
                .array());
    }
}
