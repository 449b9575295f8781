package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.storage.StoredIds;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The ids in the index. Thread-safe.
 *
 * @param orderAt reads an order back from its position in the file
 */
record IndexedIds(OrderIndex index, LongFunction<Order> orderAt) implements StoredIds<Hash128> {

    @Override
    public boolean hasOrder(Hash128 orderId) {
        return index.hasOrder(orderId);
    }

    @Override
    public boolean hasItem(Hash128 itemId) {
        return index.hasItem(itemId);
    }

    @Override
    public @Nullable KeyedOrder orderWith(Hash128 idempotencyKey) {
        OptionalLong position = index.positionOfKey(idempotencyKey);
        if (position.isEmpty()) {
            return null;
        }
        Order order = orderAt.apply(position.getAsLong());
        return new KeyedOrder(order.orderId(), order.idempotencyKey());
    }
}
