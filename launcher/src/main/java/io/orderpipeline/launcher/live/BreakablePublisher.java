package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.Outage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Rejects events while the live page keeps the broker down. */
record BreakablePublisher(EventPublisher broker, Faults faults) implements EventPublisher {

    @Override
    public CompletionStage<Void> publish(Delivery delivery) {
        return faults.isBrokerDown()
                ? CompletableFuture.failedStage(new Outage("the live page keeps the broker down"))
                : broker.publish(delivery);
    }
}
