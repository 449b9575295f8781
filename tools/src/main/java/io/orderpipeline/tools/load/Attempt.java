package io.orderpipeline.tools.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request and what the client was told.
 *
 * @param order    what was sent
 * @param instance which order service was asked, from 0
 * @param status   of the answer, 0 without one
 * @param sentAt     in the time of {@link System#nanoTime}
 * @param answeredAt the same; also of what was not answered
 */
public record Attempt(PlacedOrder order, int instance, Answer answer, int status, long sentAt, long answeredAt) {

    /**
     * An order as a client sends it. Its first item is its token: no other order has it, so that a stored order tells which request it came
     * from.
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
