package io.orderpipeline.orders.storage.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.journal.MembersCursor;
import io.orderpipeline.broker.outbox.file.TraceMember;
import io.orderpipeline.orders.placing.Order;
import java.util.Arrays;
import java.util.Optional;

/** What ties the records of orders.json to those of outbox.json. Thread-safe. */
public final class OrderEvents {

    /** In front of the members that an order's record and its event's have in common. */
    private static final byte[] EVENT_START = "{\"type\":\"order.created\",\"version\":1,".getBytes(US_ASCII);

    private static final byte[] KEY_START = ",\"idempotencyKey\":".getBytes(US_ASCII);

    private OrderEvents() {}

    /**
     * Whether this is the event of this order.
     *
     * @param bytes hold the members of the order's record in {@code [from, to)}
     * @param event the event as one JSON object
     */
    public static boolean isEventOf(byte[] bytes, int from, int to, byte[] event) {
        if (sharesItsBytes(bytes, from, to, event)) {
            return true;
        }
        Order order = OrderCodec.decode(MembersCursor.asObject(bytes, from, to));
        return EventCodec.decode(event).equals(new OrderCreated(order.orderId(), order.itemIds(), order.createdAt()));
    }

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

    /** Ten million pairs are compared: almost all of them need no decoding. */
    private static boolean sharesItsBytes(byte[] bytes, int from, int to, byte[] event) {
        int shared = event.length - EVENT_START.length - 1;
        int behind = from + shared;
        return shared > 0
                && behind <= to
                && startsWith(event, 0, EVENT_START)
                && Arrays.equals(bytes, from, behind, event, EVENT_START.length, event.length - 1)
                && (behind == to || startsWith(bytes, behind, KEY_START));
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] text) {
        int behind = from + text.length;
        return behind <= bytes.length && Arrays.equals(bytes, from, behind, text, 0, text.length);
    }
}
