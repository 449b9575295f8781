package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.outbox.file.TraceMember;
import io.orderpipeline.orders.placing.Order;
import java.util.Optional;

/** Orders made from their events. Thread-safe. */
public final class OrderEvents {

    private OrderEvents() {}

    /**
     * The members of an order's record, made from its event; empty when it is no event that this release understands. What the event
     * does not carry, the idempotency key, is lost.
     */
    public static Optional<byte[]> orderMembers(byte[] event) {
        Event decoded = EventCodec.decode(event);
        return decoded instanceof OrderCreated created
                ? Optional.of(OrderCodec.members(new Order(
                        created.orderId(), created.itemId(), created.createdAt(), null, TraceMember.in(event))))
                : Optional.empty();
    }
}
