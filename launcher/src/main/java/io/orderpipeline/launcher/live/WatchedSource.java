package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventSource;

/** Records which orders reach the notification service. */
final class WatchedSource implements EventSource {

    private final EventSource broker;
    private final Trail trail;

    WatchedSource(EventSource broker, Trail trail) {
        this.broker = broker;
        this.trail = trail;
    }

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
