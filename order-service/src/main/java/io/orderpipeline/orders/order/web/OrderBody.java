package io.orderpipeline.orders.order.web;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.orderpipeline.orders.order.Order;
import java.time.Instant;
import java.util.List;

/** An accepted order as a client sees it. */
@JsonPropertyOrder({"orderId", "itemId", "createdAt"})
record OrderBody(String orderId, List<String> itemId, Instant createdAt) {

    static OrderBody of(Order order) {
        return new OrderBody(order.orderId(), order.itemIds(), order.createdAt());
    }
}
