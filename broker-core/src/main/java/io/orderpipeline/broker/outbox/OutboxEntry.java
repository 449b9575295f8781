package io.orderpipeline.broker.outbox;

import io.orderpipeline.broker.Event;
import java.util.Map;

/**
 * One event in the outbox.
 *
 * @param position its place in commit order; seqs count from 1 without gaps
 * @param event    what to publish
 * @param headers  what travels beside the event, such as its trace context; usually empty
 */
public record OutboxEntry(Position position, Event event, Map<String, String> headers) {

    public OutboxEntry {
        headers = Map.copyOf(headers);
    }

    /** An entry without headers. */
    public OutboxEntry(Position position, Event event) {
        this(position, event, Map.of());
    }

    /** Its place in commit order, from 1, without gaps. */
    public long seq() {
        return position.seq();
    }
}
