package io.orderpipeline.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event on its way from the outbox to its subscribers. Immutable. */
public sealed interface Event permits OrderCreated, UnknownEvent {

    /** How many notifications it asks for, at least 1. Counts against the limit on work in progress. */
    int notifications();

    /** When it happened; null if the event does not say. */
    @Nullable
    Instant occurredAt();
}
