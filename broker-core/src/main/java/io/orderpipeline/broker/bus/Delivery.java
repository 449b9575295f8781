package io.orderpipeline.broker.bus;

import io.orderpipeline.broker.Event;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to its subscribers.
 *
 * @param headers  what travels beside the event, such as its trace context; usually empty
 * @param committedAt when the event became durable, where that is known better than the event itself says: in the process that committed it
 * @param onParked is run when a subscriber keeps the event for a later attempt because this one failed by the event's own fault. The event is not
 *     done and must be delivered again after a crash, but it may wait for long: whoever bounds the work under way leaves it out from then on.
 *     May be run more than once, on any thread, before the event is done
 */
public record Delivery(
        Event event, Map<String, String> headers, @Nullable Instant committedAt, Runnable onParked) {

    public Delivery {
        headers = Map.copyOf(headers);
    }

    /** A delivery of an event that says itself when it happened. */
    public Delivery(Event event, Map<String, String> headers, Runnable onParked) {
        this(event, headers, null, onParked);
    }

    /** A delivery whose sender does not care how long it takes. */
    public Delivery(Event event, Map<String, String> headers) {
        this(event, headers, () -> {});
    }

    /** A delivery without headers, whose sender does not care how long it takes. */
    public Delivery(Event event) {
        this(event, Map.of());
    }
}
