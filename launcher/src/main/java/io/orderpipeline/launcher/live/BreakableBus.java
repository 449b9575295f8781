package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.EventSource;
import java.util.concurrent.CompletionStage;

/** Wraps a bus that is publisher and source in one object. */
record BreakableBus(EventPublisher publisher, EventSource source) implements EventPublisher, EventSource {

    @Override
    public CompletionStage<Void> publish(Delivery delivery) {
        return publisher.publish(delivery);
    }

    @Override
    public Subscription subscribe(String group, EventHandler handler) {
        return source.subscribe(group, handler);
    }
}
