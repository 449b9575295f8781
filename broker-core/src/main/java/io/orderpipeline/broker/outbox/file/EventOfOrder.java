package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderpipeline.broker.EventCodec;
import java.util.Arrays;

/** Tells whether an event belongs to an order, by comparing their records. */
public final class EventOfOrder {

    /** The file of the orders, in the folder of their outbox. */
    public static final String ORDERS = "orders.json";

    /** Precedes the members that the records of an order and its event share. */
    private static final byte[] EVENT_START = "{\"type\":\"order.created\",\"version\":1,".getBytes(US_ASCII);

    private static final byte[] KEY_START = ",\"idempotencyKey\":".getBytes(US_ASCII);

    private EventOfOrder() {}

    /**
     * Whether this is the event of this order.
     *
     * @param bytes the members of the order's record are in {@code bytes[from, to)}
     * @param event the event as one JSON object
     */
    public static boolean matches(byte[] bytes, int from, int to, byte[] event) {
        return sharesItsBytes(bytes, from, to, event)
                || EventCodec.decode(eventOf(bytes, from, to)).equals(EventCodec.decode(event));
    }

    /** Avoids decoding for almost all of the ten million pairs that are compared. */
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

    private static byte[] eventOf(byte[] bytes, int from, int to) {
        byte[] event = Arrays.copyOf(EVENT_START, EVENT_START.length + to - from + 1);
        System.arraycopy(bytes, from, event, EVENT_START.length, to - from);
        event[event.length - 1] = '}';
        return event;
    }
}
