package io.orderpipeline.broker.bus;

import io.orderpipeline.broker.Event;
import java.util.Map;

/**
 * An event on its way to its subscribers.
 *
 * @param headers what travels beside the event, such as its trace context; usually empty
 */
public record Delivery(Event event, Map<String, String> headers) {

    public Delivery {
        headers = Map.copyOf(headers);
    }

    /** A delivery without headers. */
    public Delivery(Event event) {
        this(event, Map.of());
    }
}
