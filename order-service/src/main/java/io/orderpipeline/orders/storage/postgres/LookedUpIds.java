package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.orders.storage.StoredIds;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which ids of a batch the database already holds, read under the commit lock.
 *
 * @param lastSeq         the seq of the last order in the database
 * @param idempotencyKeys the keys, and the order each was first used for
 */
record LookedUpIds(long lastSeq, Set<String> orderIds, Set<String> itemIds, Map<String, KeyedOrder> idempotencyKeys)
        implements StoredIds<String> {

    @Override
    public boolean hasOrder(String orderId) {
        return orderIds.contains(orderId);
    }

    @Override
    public boolean hasItem(String itemId) {
        return itemIds.contains(itemId);
    }

    @Override
    public @Nullable KeyedOrder orderWith(String idempotencyKey) {
        return idempotencyKeys.get(idempotencyKey);
    }
}
