package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventSource;

/** Records which orders reach the notification service. */
record WatchedSource(EventSource broker, Trail trail) implements EventSource {

    @Override
    public Subscription subscribe(String group, EventHandler handler) {
        return broker.subscribe(group, delivery -> {
            if (trail.isWatched() && delivery.event() instanceof OrderCreated order) {
                trail.delivered(order.orderId());
            }
            return handler.handle(delivery);
        });
    }
}
