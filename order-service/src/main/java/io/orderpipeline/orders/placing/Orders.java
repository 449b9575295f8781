package io.orderpipeline.orders.placing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** All accepted orders. Thread-safe. */
public interface Orders {

    /**
     * Places an order together with its event, or refuses it. The orderId is checked first, then the items.
     *
     * @return completes when the outcome is durable: an accepted order is on disk, and so are the orders a refusal refers to; fails with an
     *     {@link OrdersUnavailableException} when the store cannot take the order
     */
    CompletableFuture<Placement> place(Order order);

    /**
     * The accepted order with this id.
     *
     * @throws OrdersUnavailableException when the store cannot be read at the moment
     */
    Optional<Order> find(String orderId);

    /**
     * Accepted orders in commit order.
     *
     * @param seq   return orders after this seq, 0 for the first
     * @param limit at most this many, from 1
     * @throws OrdersUnavailableException when the store cannot be read at the moment
     */
    List<NumberedOrder> after(long seq, int limit);
}
