package io.orderpipeline.orders.placing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Identifies the content of a request, however its JSON was written: SHA-256, in base64url, over
 *
 * <pre>
 * orderId   1 and its text, or 0 when absent
 * items     each in request order
 * text      length of its UTF-8 in 4 bytes, big-endian, then the UTF-8
 * </pre>
 */
final class Fingerprint {

    private Fingerprint() {}

    static String of(OrderRequest request) {
        MessageDigest digest = sha256();
        String orderId = request.orderId();
        if (orderId == null) {
            digest.update((byte) 0);
        } else {
            digest.update((byte) 1);
            update(digest, orderId);
        }
        request.itemIds().forEach(itemId -> update(digest, itemId));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    /** The fingerprint of a text, computed the same way. */
    static String of(String text) {
        MessageDigest digest = sha256();
        update(digest, text);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    private static void update(MessageDigest digest, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, utf8.length));
        digest.update(utf8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
