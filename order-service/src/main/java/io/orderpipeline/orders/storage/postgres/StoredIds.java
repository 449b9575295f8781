package io.orderpipeline.orders.storage.postgres;

import java.util.Map;
import java.util.Set;

/**
 * What the database has of the ids in one batch, while the commit lock is held.
 *
 * @param lastSeq         the seq of the last order of all
 * @param idempotencyKeys the keys, and the orders that came with them first
 */
record StoredIds(long lastSeq, Set<String> orderIds, Set<String> itemIds, Map<String, FirstOrder> idempotencyKeys) {

    /**
     * The order that an idempotency key came with first.
     *
     * @param fingerprint of the request it came with
     */
    record FirstOrder(String orderId, String fingerprint) {}
}
