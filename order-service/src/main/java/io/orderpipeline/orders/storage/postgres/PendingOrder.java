package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import io.orderpipeline.orders.placing.OrdersUnavailableException.Reason;
import io.orderpipeline.orders.placing.Placement;
import java.util.concurrent.CompletableFuture;

/** An order on its way to the database. */
record PendingOrder(Order order, CompletableFuture<Placement> answer) {

    /** What a row takes besides its text. */
    private static final int ROW_BYTES = 100;

    PendingOrder(Order order) {
        this(order, new CompletableFuture<>());
    }

    /** Roughly how many bytes it takes on the way to the database. */
    int bytes() {
        IdempotencyKey key = order.idempotencyKey();
        int chars = order.orderId().length() + (key == null ? 0 : key.value().length());
        for (String itemId : order.itemIds()) {
            chars += itemId.length();
        }
        return ROW_BYTES + chars;
    }

    void fail(Reason reason, String message) {
        answer.completeExceptionally(new OrdersUnavailableException(reason, message));
    }
}
