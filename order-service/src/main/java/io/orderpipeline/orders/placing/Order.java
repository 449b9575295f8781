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
 */
public record Order(
        String orderId,
        List<String> itemIds,
        Instant createdAt,
        @Nullable IdempotencyKey idempotencyKey) {

    public Order {
        itemIds = List.copyOf(itemIds);
    }
}
