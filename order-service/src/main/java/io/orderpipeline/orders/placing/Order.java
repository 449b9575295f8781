package io.orderpipeline.orders.placing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order for one or more items.
 *
 * @param orderId        unique forever
 * @param itemIds        at least one, each unique forever, in request order
 * @param createdAt      when it was accepted, in milliseconds
 * @param idempotencyKey sent again when the client retries the same request, if the client sent one
 * @param traceParent    the trace of the request, if traced; not part of the order's content
 */
public record Order(
        String orderId,
        List<String> itemIds,
        Instant createdAt,
        @Nullable IdempotencyKey idempotencyKey,
        @Nullable String traceParent) {

    /** An order from a request that is not traced. */
    public Order(String orderId, List<String> itemIds, Instant createdAt, @Nullable IdempotencyKey idempotencyKey) {
        this(orderId, itemIds, createdAt, idempotencyKey, null);
    }

    public Order {
        itemIds = List.copyOf(itemIds);
    }
}
