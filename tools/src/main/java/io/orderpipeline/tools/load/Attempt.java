package io.orderpipeline.tools.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer.
 *
 * @param order      the order sent
 * @param instance   the index of the order service, from 0
 * @param status     of the answer, 0 without one
 * @param sentAt     by {@link System#nanoTime}
 * @param answeredAt by {@link System#nanoTime}; without an answer, when the client gave up
 */
public record Attempt(PlacedOrder order, int instance, Answer answer, int status, long sentAt, long answeredAt) {

    /**
     * An order as a client sends it. Its first item is a token that no other order has, so a stored order can be traced to its request.
     */
    public record PlacedOrder(
            String orderId, List<String> itemIds, @Nullable String idempotencyKey) {

        public PlacedOrder {
            itemIds = List.copyOf(itemIds);
        }

        public String token() {
            return itemIds.get(0);
        }
    }
}
