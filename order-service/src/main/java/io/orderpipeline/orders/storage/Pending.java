package io.orderpipeline.orders.storage;

import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import io.orderpipeline.orders.placing.OrdersUnavailableException.Reason;
import io.orderpipeline.orders.placing.Placement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An order on its way into a store.
 *
 * @param <I> an id in the form in which the store compares ids
 */
public interface Pending<I> {

    Order order();

    I orderId();

    /** In request order. */
    List<I> itemIds();

    @Nullable
    I idempotencyKey();

    CompletableFuture<Placement> answer();

    default void fail(Reason reason, String message) {
        answer().completeExceptionally(new OrdersUnavailableException(reason, message));
    }
}
