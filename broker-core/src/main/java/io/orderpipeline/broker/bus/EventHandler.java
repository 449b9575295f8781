package io.orderpipeline.broker.bus;

import java.util.concurrent.CompletionStage;

/** Takes responsibility for events. */
@FunctionalInterface
public interface EventHandler {

    /**
     * Handles one event, without blocking the caller for long. Runs {@link Delivery#onParked} when it keeps the event for a later attempt.
     *
     * @return completes when the event's outcome is durable; fails with a {@link Outage} in an outage, when
     *     the same event is to be delivered again later. A failure that is the event's own never reaches the caller: it
     *     ends as a dead letter
     */
    CompletionStage<Void> handle(Delivery delivery);
}
