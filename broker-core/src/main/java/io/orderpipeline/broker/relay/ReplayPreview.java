package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.bus.Outage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Predicts what replaying an event would do at its subscriber. Thread-safe. */
@FunctionalInterface
public interface ReplayPreview {

    /**
     * Looks an event up without blocking the caller.
     *
     * @return the prediction; fails with an {@link Outage} when the subscriber's inbox is unavailable
     */
    CompletionStage<Expected> of(Event event);

    /** For a service without access to the subscriber's inbox: a replay then counts only events. */
    static ReplayPreview ofEventsOnly() {
        return event -> CompletableFuture.completedStage(Expected.UNKNOWN);
    }

    /**
     * What replaying one event would do.
     *
     * @param notProcessed     how many of its notifications would be sent
     * @param alreadyProcessed how many were sent before and would not be sent again
     * @param deadLetter       whether it is skipped because it has an open dead letter, which only a redrive handles
     */
    record Expected(long notProcessed, long alreadyProcessed, boolean deadLetter) {

        static final Expected UNKNOWN = new Expected(0, 0, false);
    }
}
