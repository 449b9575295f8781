package io.orderpipeline.benchmarks.server;

import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.placing.Placement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Accepts every order immediately and stores none: only the cost of HTTP remains. Thread-safe. */
final class OrdersForgotten implements Orders {

    @Override
    public CompletableFuture<Placement> place(Order order) {
        return CompletableFuture.completedFuture(new OrderAccepted(order.orderId()));
    }

    @Override
    public Optional<Order> find(String orderId) {
        return Optional.empty();
    }

    @Override
    public List<NumberedOrder> after(long seq, int limit) {
        return List.of();
    }
}
