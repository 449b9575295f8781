package io.orderpipeline.orders.placing.web;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.orderpipeline.broker.StoredTime;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import java.util.List;

/** Everything that is answered as JSON but refusals. */
sealed interface AnswerBody {

    /** The body of a 202. */
    record Accepted(String orderId) implements AnswerBody {}

    /** An accepted order. */
    @JsonPropertyOrder({"orderId", "itemId", "createdAt"})
    record PlacedOrder(String orderId, List<String> itemId, String createdAt) implements AnswerBody {

        static PlacedOrder of(Order order) {
            return new PlacedOrder(order.orderId(), order.itemIds(), StoredTime.format(order.createdAt()));
        }
    }

    /** Accepted orders in commit order. */
    record Page(List<Entry> orders) implements AnswerBody {}

    /** An accepted order in a page. */
    @JsonPropertyOrder({"seq", "orderId", "itemId", "createdAt"})
    record Entry(long seq, String orderId, List<String> itemId, String createdAt) {

        static Entry of(NumberedOrder numbered) {
            Order order = numbered.order();
            return new Entry(numbered.seq(), order.orderId(), order.itemIds(), StoredTime.format(order.createdAt()));
        }
    }
}
