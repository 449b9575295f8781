package io.orderpipeline.broker;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * An order was accepted: the event contract of the topic {@value #TYPE}, version {@value #VERSION}.
 *
 * <p>Depends only on the order, so building it twice from the same order gives the same event.
 *
 * @param orderId   the order's id, taken literally
 * @param itemId    the ids of its items, in request order, at least one
 * @param createdAt when the order was accepted, truncated to milliseconds
 */
public record OrderCreated(String orderId, List<String> itemId, Instant createdAt) implements Event {

    public static final String TYPE = "order.created";
    public static final int VERSION = 1;

    public OrderCreated {
        itemId = List.copyOf(itemId);
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public int notifications() {
        return itemId.size();
    }

    @Override
    public Instant occurredAt() {
        return createdAt;
    }
}
