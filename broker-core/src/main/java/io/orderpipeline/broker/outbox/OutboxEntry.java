package io.orderpipeline.broker.outbox;

import io.orderpipeline.broker.Event;
import java.util.Map;

/**
 * One event in the outbox.
 *
 * @param position in commit order; seqs count from 1 without gaps
 * @param event    the event to publish
 * @param headers  sent with the event, such as its trace context; usually empty
 */
public record OutboxEntry(Position position, Event event, Map<String, String> headers) {

    public OutboxEntry {
        headers = Map.copyOf(headers);
    }

    /** An entry without headers. */
    public OutboxEntry(Position position, Event event) {
        this(position, event, Map.of());
    }

    /** Its number in commit order, from 1, without gaps. */
    public long seq() {
        return position.seq();
    }
}
