package io.orderpipeline.orders.placing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order for one or more items.
 *
 * @param orderId        unique for ever
 * @param itemIds        at least one, each unique for ever, in request order
 * @param createdAt      when it was accepted, in milliseconds
 * @param idempotencyKey what the client repeats with a retry of the same request, if it sent one
 * @param traceParent    the trace of the request, if it is traced; no part of what was ordered
 */
public record Order(
        String orderId,
        List<String> itemIds,
        Instant createdAt,
        @Nullable IdempotencyKey idempotencyKey,
        @Nullable String traceParent) {

    /** An order by a request that is not traced. */
    public Order(String orderId, List<String> itemIds, Instant createdAt, @Nullable IdempotencyKey idempotencyKey) {
        this(orderId, itemIds, createdAt, idempotencyKey, null);
    }

    public Order {
        itemIds = List.copyOf(itemIds);
    }
}
