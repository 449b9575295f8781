package io.orderpipeline.notifications.delivery;

import io.orderpipeline.broker.bus.Delivery;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Records attempts in traces. Thread-safe. */
@FunctionalInterface
public interface AttemptTracer {

    /**
     * Makes an attempt immediately, and records its outcome.
     *
     * @param attempt receives the headers that link its notifications to the attempt; empty when it is not traced
     * @return what the attempt returned
     */
    CompletionStage<AttemptOutcome> trace(
            Delivery delivery, Function<Map<String, String>, CompletionStage<AttemptOutcome>> attempt);

    /** Traces nothing. */
    static AttemptTracer none() {
        return (delivery, attempt) -> attempt.apply(Map.of());
    }
}
