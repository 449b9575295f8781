package io.orderpipeline.orders.storage;

import io.orderpipeline.orders.placing.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * The ids that a store holds.
 *
 * @param <I> an id in the form in which the store compares ids
 */
public interface StoredIds<I> {

    boolean hasOrder(I orderId);

    boolean hasItem(I itemId);

    /** The first order that came with this idempotency key; null when none did. */
    @Nullable
    KeyedOrder orderWith(I idempotencyKey);

    /** An order that came with an idempotency key. */
    record KeyedOrder(String orderId, @Nullable IdempotencyKey key) {}
}
