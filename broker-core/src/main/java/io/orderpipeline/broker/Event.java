package io.orderpipeline.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What travels from the outbox to its subscribers. Immutable. */
public sealed interface Event permits OrderCreated, UnknownEvent {

    /** How many notifications it asks for, at least 1: its weight in a window that bounds work under way. */
    int notifications();

    /** When it happened; null when it does not say. */
    @Nullable
    Instant occurredAt();
}
