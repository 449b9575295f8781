package io.orderpipeline.broker.bus;

import io.orderpipeline.broker.Event;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to its subscribers.
 *
 * @param headers  metadata sent with the event, such as its trace context; usually empty
 * @param committedAt when the event became durable. Only the process that committed it knows; null elsewhere
 * @param onParked run when a subscriber keeps the event for a later attempt, because this one failed through the event's own fault.
 *     The event is not done and must be delivered again after a crash, but it may wait a long time, so it no longer counts towards a
 *     limit on events in flight. May run more than once, on any thread, before the event is done
 */
public record Delivery(
        Event event, Map<String, String> headers, @Nullable Instant committedAt, Runnable onParked) {

    public Delivery {
        headers = Map.copyOf(headers);
    }

    /** A delivery without a commit time. */
    public Delivery(Event event, Map<String, String> headers, Runnable onParked) {
        this(event, headers, null, onParked);
    }

    /** A delivery whose sender does not need to know about parking. */
    public Delivery(Event event, Map<String, String> headers) {
        this(event, headers, () -> {});
    }

    /** A delivery without headers, whose sender does not need to know about parking. */
    public Delivery(Event event) {
        this(event, Map.of());
    }
}
