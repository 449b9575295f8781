package io.orderpipeline.orders.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.broker.index.KeyedHash;
import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of an order's ids, for the index.
 *
 * @param idempotencyKey null when the client sent none
 */
record OrderHashes(
        Hash128 orderId, List<Hash128> itemIds, @Nullable Hash128 idempotencyKey) {

    static OrderHashes of(KeyedHash hash, Order order) {
        IdempotencyKey key = order.idempotencyKey();
        return new OrderHashes(
                of(hash, order.orderId()),
                order.itemIds().stream().map(itemId -> of(hash, itemId)).toList(),
                key == null ? null : of(hash, key.value()));
    }

    static Hash128 of(KeyedHash hash, String id) {
        return hash.of(id.getBytes(UTF_8));
    }
}
