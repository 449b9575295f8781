package io.orderpipeline.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that this version of the software does not understand, kept as it came.
 *
 * @param json    the event as it was stored
 * @param problem what is unknown about it, for people; of a long text an {@link Excerpt}
 */
public record UnknownEvent(String json, String problem) implements Event {

    public UnknownEvent {
        problem = Excerpt.of(problem);
    }

    @Override
    public int notifications() {
        return 1;
    }

    @Override
    public @Nullable Instant occurredAt() {
        return null;
    }
}
