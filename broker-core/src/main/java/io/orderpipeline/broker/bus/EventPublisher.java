package io.orderpipeline.broker.bus;

import java.util.concurrent.CompletionStage;

/** The publishing end of the bus. It stores nothing; the outbox does. Thread-safe. */
public interface EventPublisher {

    /**
     * Publishes an event without blocking the caller for long. Events of one order are delivered in the order of these calls.
     *
     * @return completes when the broker (inside one JVM: every subscriber) has taken responsibility for the event; fails with an
     *     {@link Outage} when it cannot do so now, and the same event must be published again
     */
    CompletionStage<Void> publish(Delivery delivery);
}
