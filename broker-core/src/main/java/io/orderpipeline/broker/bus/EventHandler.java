package io.orderpipeline.broker.bus;

import java.util.concurrent.CompletionStage;

/** Takes responsibility for events. */
@FunctionalInterface
public interface EventHandler {

    /**
     * Handles one event without blocking the caller for long. Runs {@link Delivery#onParked} when it keeps the event for a later attempt.
     *
     * @return completes when the event's outcome is durable; fails with an {@link Outage} when the same event must be delivered again
     *     later. A failure caused by the event itself never reaches the caller: it becomes a dead letter
     */
    CompletionStage<Void> handle(Delivery delivery);
}
