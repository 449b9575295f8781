package io.orderpipeline.broker.bus;

import java.util.concurrent.CompletionStage;

/** The end of the bus that takes events. It remembers nothing: the outbox does. Thread-safe. */
public interface EventPublisher {

    /**
     * Hands an event over, without blocking the caller for long. Events of one order are delivered in the order of these calls.
     *
     * @return completes when the broker (inside one JVM: every subscriber) has taken responsibility for the event; fails with an
     *     {@link Outage} when it cannot now, in which case the same event is to be published again
     */
    CompletionStage<Void> publish(Delivery delivery);
}
