package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.EventSource;
import java.util.concurrent.CompletionStage;

/** Wraps a bus that is publisher and source in one object. */
final class BreakableBus implements EventPublisher, EventSource {

    private final EventPublisher publisher;
    private final EventSource source;

    BreakableBus(EventPublisher publisher, EventSource source) {
        this.publisher = publisher;
        this.source = source;
    }

    @Override
    public CompletionStage<Void> publish(Delivery delivery) {
        return publisher.publish(delivery);
    }

    @Override
    public Subscription subscribe(String group, EventHandler handler) {
        return source.subscribe(group, handler);
    }
}
