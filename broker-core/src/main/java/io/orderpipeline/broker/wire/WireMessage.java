package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.StoredTime;
import io.orderpipeline.broker.bus.Delivery;
import java.util.HashMap;
import java.util.Map;

/**
 * An event as a broker carries it: the bytes of {@link EventCodec} and the headers of CloudEvents 1.0 in binary mode, so that a consumer
 * in any language can tell what it is without reading it. Immutable, as long as nobody writes to the bytes.
 */
public final class WireMessage {

    /** The topic, exchange or stream that carries the events. */
    public static final String TOPIC = OrderCreated.TYPE;

    /**
     * What a broker must be able to take, in bytes: an order of 1,000 items whose ids have 200 characters of four bytes each, and its
     * headers.
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

    /** The message of a delivery. An event of an unknown kind gets no CloudEvents headers, which would claim to know it. */
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
     * What was received as a delivery. Never fails: a foreign message is an {@link io.orderpipeline.broker.UnknownEvent} of its very bytes. Of the headers it
     * keeps those that are not about the event itself, such as the trace context.
     */
    public static Delivery delivery(byte[] body, Map<String, String> headers) {
        Map<String, String> kept = new HashMap<>(headers);
        kept.keySet().removeIf(name -> name.startsWith(ATTRIBUTE) || name.equals(CONTENT_TYPE));
        return new Delivery(EventCodec.decode(body), kept);
    }

    /** Messages of one key stay in order: the orderId, or empty for an event that names none. */
    public String key() {
        return key;
    }

    /** The event in JSON, UTF-8; not to be written to. */
    public byte[] body() {
        return body;
    }

    /** Names and values in text. */
    public Map<String, String> headers() {
        return headers;
    }
}
