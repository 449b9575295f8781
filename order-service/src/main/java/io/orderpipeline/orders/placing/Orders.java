package io.orderpipeline.orders.placing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** All accepted orders. Thread-safe. */
public interface Orders {

    /**
     * Places an order and its event as one, or refuses it. The orderId is checked first, then the items.
     *
     * @return completes when the outcome is durable: an acceptance is on disk, and a refusal speaks of orders that are; fails with
     *     an {@link OrdersUnavailableException} when the store cannot take the order
     */
    CompletableFuture<Placement> place(Order order);

    /**
     * The accepted order with this id.
     *
     * @throws OrdersUnavailableException when the store cannot be read just now
     */
    Optional<Order> find(String orderId);

    /**
     * Accepted orders in commit order.
     *
     * @param seq   the seq after which to start, 0 for the first
     * @param limit at most this many, from 1
     * @throws OrdersUnavailableException when the store cannot be read just now
     */
    List<NumberedOrder> after(long seq, int limit);
}
