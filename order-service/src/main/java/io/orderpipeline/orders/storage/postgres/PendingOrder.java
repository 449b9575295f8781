package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.Placement;
import io.orderpipeline.orders.storage.Pending;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An order on its way to the database. */
record PendingOrder(Order order, CompletableFuture<Placement> answer) implements Pending<String> {

    /** What a row takes besides its text. */
    private static final int ROW_BYTES = 100;

    PendingOrder(Order order) {
        this(order, new CompletableFuture<>());
    }

    @Override
    public String orderId() {
        return order.orderId();
    }

    @Override
    public List<String> itemIds() {
        return order.itemIds();
    }

    @Override
    public @Nullable String idempotencyKey() {
        IdempotencyKey key = order.idempotencyKey();
        return key == null ? null : key.value();
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
}
