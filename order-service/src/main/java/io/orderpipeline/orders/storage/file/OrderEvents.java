package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.outbox.file.TraceMember;
import io.orderpipeline.orders.placing.Order;
import java.util.Optional;

/** Rebuilds orders from their events. Thread-safe. */
public final class OrderEvents {

    private OrderEvents() {}

    /**
     * The members of an order's record, rebuilt from its event; empty when this release does not understand the event. The idempotency key
     * is lost, because the event does not carry it.
     */
    public static Optional<byte[]> orderMembers(byte[] event) {
        Event decoded = EventCodec.decode(event);
        return decoded instanceof OrderCreated created
                ? Optional.of(OrderCodec.members(new Order(
                        created.orderId(), created.itemId(), created.createdAt(), null, TraceMember.in(event))))
                : Optional.empty();
    }
}
