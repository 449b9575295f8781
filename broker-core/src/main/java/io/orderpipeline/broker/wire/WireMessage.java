package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.StoredTime;
import io.orderpipeline.broker.bus.Delivery;
import java.util.HashMap;
import java.util.Map;

/**
 * An event as sent over a broker: the bytes of {@link EventCodec} and the headers of CloudEvents 1.0 in binary mode, so that a consumer
 * in any language can identify it without parsing the body. Immutable, unless a caller writes to the byte array.
 */
public final class WireMessage {

    /** The topic, exchange or stream that carries the events. */
    public static final String TOPIC = OrderCreated.TYPE;

    /**
     * The largest message that a broker must accept, in bytes: an order of 1,000 items whose ids have 200 characters of four bytes each,
     * plus headers.
     */
    public static final int LARGEST = 900_000;

    private static final String ATTRIBUTE = "ce_";
    private static final String CONTENT_TYPE = "content-type";
    private static final String SOURCE = "/order-pipeline/orders";

    private final String key;
    private final byte[] body;
    private final Map<String, String> headers;

    private WireMessage(String key, byte[] body, Map<String, String> headers) {
        this.key = key;
        this.body = body;
        this.headers = Map.copyOf(headers);
    }

    /** The message for a delivery. An {@link io.orderpipeline.broker.UnknownEvent} gets no CloudEvents headers: its type is not known. */
    public static WireMessage of(Delivery delivery) {
        Map<String, String> headers = new HashMap<>(delivery.headers());
        headers.put(CONTENT_TYPE, "application/json");
        String key = "";
        if (delivery.event() instanceof OrderCreated created) {
            key = created.orderId();
            headers.put(ATTRIBUTE + "specversion", "1.0");
            headers.put(ATTRIBUTE + "id", created.orderId());
            headers.put(ATTRIBUTE + "source", SOURCE);
            headers.put(ATTRIBUTE + "type", OrderCreated.TYPE);
            headers.put(ATTRIBUTE + "time", StoredTime.format(created.createdAt()));
        }
        return new WireMessage(key, EventCodec.encode(delivery.event()), headers);
    }

    /**
     * The delivery in a received message. Never fails: a foreign message becomes an {@link io.orderpipeline.broker.UnknownEvent} with the
     * same bytes. Only headers that do not describe the event itself are kept, such as the trace context.
     */
    public static Delivery delivery(byte[] body, Map<String, String> headers) {
        Map<String, String> kept = new HashMap<>(headers);
        kept.keySet().removeIf(name -> name.startsWith(ATTRIBUTE) || name.equals(CONTENT_TYPE));
        return new Delivery(EventCodec.decode(body), kept);
    }

    /** Messages with the same key stay in order: the orderId, or empty for an event without one. */
    public String key() {
        return key;
    }

    /** The event as JSON in UTF-8; callers must not modify the array. */
    public byte[] body() {
        return body;
    }

    /** Names and values as text. */
    public Map<String, String> headers() {
        return headers;
    }
}
