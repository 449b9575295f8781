package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.bus.Outage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says what the replay of an event would do at its subscriber. Thread-safe. */
@FunctionalInterface
public interface ReplayPreview {

    /**
     * Looks an event up, without blocking the caller.
     *
     * @return fails with an {@link Outage} when the subscriber's memory cannot be asked now
     */
    CompletionStage<Expected> of(Event event);

    /** For a service that does not see the subscriber's memory: a replay counts its events only. */
    static ReplayPreview ofEventsOnly() {
        return event -> CompletableFuture.completedStage(Expected.UNKNOWN);
    }

    /**
     * What the replay of one event would do.
     *
     * @param notProcessed     how many of its notifications would be sent
     * @param alreadyProcessed how many were sent before, and would not be again
     * @param deadLetter       whether it is left to a redrive, as it has an open dead letter
     */
    record Expected(long notProcessed, long alreadyProcessed, boolean deadLetter) {

        static final Expected UNKNOWN = new Expected(0, 0, false);
    }
}
