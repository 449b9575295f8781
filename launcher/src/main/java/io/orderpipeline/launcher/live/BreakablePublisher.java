package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.Outage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Rejects events while the live page keeps the broker down. */
final class BreakablePublisher implements EventPublisher {

    private final EventPublisher broker;
    private final Faults faults;

    BreakablePublisher(EventPublisher broker, Faults faults) {
        this.broker = broker;
        this.faults = faults;
    }

    @Override
    public CompletionStage<Void> publish(Delivery delivery) {
        return faults.isBrokerDown()
                ? CompletableFuture.failedStage(new Outage("the live page keeps the broker down"))
                : broker.publish(delivery);
    }
}
