package io.orderpipeline.orders.storage.postgres;

import java.util.Map;
import java.util.Set;

/**
 * Which ids of a batch the database already holds, read under the commit lock.
 *
 * @param lastSeq         the seq of the last order in the database
 * @param idempotencyKeys the keys, and the order each was first used for
 */
record StoredIds(long lastSeq, Set<String> orderIds, Set<String> itemIds, Map<String, FirstOrder> idempotencyKeys) {

    /**
     * The order that an idempotency key was first used for.
     *
     * @param fingerprint of the request it came with
     */
    record FirstOrder(String orderId, String fingerprint) {}
}
