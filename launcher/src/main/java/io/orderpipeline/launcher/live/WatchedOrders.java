package io.orderpipeline.launcher.live;

import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.placing.Placement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Records which orders are accepted. */
record WatchedOrders(Orders orders, Trail trail) implements Orders {

    @Override
    public CompletableFuture<Placement> place(Order order) {
        Journey journey = trail.isWatched() ? trail.begin(order) : null;
        CompletableFuture<Placement> outcome = orders.place(order);
        if (journey != null) {
            // The outcome itself is returned unchanged: a dependent stage would wrap its failures.
            CompletableFuture<Placement> unused = outcome.whenComplete(
                    (placement, failure) -> trail.placed(journey, placement instanceof OrderAccepted));
        }
        return outcome;
    }

    @Override
    public Optional<Order> find(String orderId) {
        return orders.find(orderId);
    }

    @Override
    public List<NumberedOrder> after(long seq, int limit) {
        return orders.after(seq, limit);
    }
}
