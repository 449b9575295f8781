package io.orderpipeline.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * The bytes of {@code POST /orders} for an order of two items, with unique ids as long as a UUID.
 *
 * <p>Not thread-safe: one buffer is reused and only its digits change, so that the client stays cheap.
 */
final class OrderRequest {

    private static final int DIGITS = 12;
    private static final String ID = "0".repeat(DIGITS);

    private final byte[] bytes;
    private final int[] digitsAt = new int[3];

    /** @param run distinguishes the ids of this run from those of others, 0 to 999,999 */
    OrderRequest(int run) {
        String prefix = String.format(Locale.ROOT, "bench-%06d-11d1-80b4-", run);
        String body = "{\"orderId\":\"" + prefix + ID + "\",\"itemId\":[\"" + prefix + ID + "-a\",\"" + prefix + ID
                + "-b\"]}";
        String request =
                "POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body;
        bytes = request.getBytes(US_ASCII);
        int from = 0;
        for (int i = 0; i < digitsAt.length; i++) {
            from = request.indexOf(prefix, from) + prefix.length();
            digitsAt[i] = from;
        }
    }

    /** The request for the order with this serial number; valid until the next call. */
    ByteBuffer number(long serial) {
        long rest = serial;
        for (int i = DIGITS - 1; i >= 0; i--) {
            byte digit = (byte) ('0' + rest % 10);
            for (int at : digitsAt) {
                bytes[at + i] = digit;
            }
            rest /= 10;
        }
        return ByteBuffer.wrap(bytes);
    }

    /** The serial number at the end of an orderId created here. */
    static long serialOf(String orderId) {
        return Long.parseLong(orderId, orderId.length() - DIGITS, orderId.length(), 10);
    }
}
