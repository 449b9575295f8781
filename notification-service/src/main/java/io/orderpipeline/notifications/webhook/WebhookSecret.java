package io.orderpipeline.notifications.webhook;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret shared with the receiver; its text form does not reveal it. Thread-safe.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final String HMAC = "HmacSHA256";
    /** The limits in the specification. */
    private static final int SHORTEST = 24;

    private static final int LONGEST = 64;

    private final SecretKeySpec key;

    private WebhookSecret(byte[] key) {
        this.key = new SecretKeySpec(key, HMAC);
    }

    /**
     * Parses {@code whsec_} and 24 to 64 bytes in base64.
     *
     * @throws IllegalArgumentException if the text is anything else; the message does not repeat it
     */
    static WebhookSecret of(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a webhook secret starts with " + PREFIX);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a webhook secret is base64 after " + PREFIX, e);
        }
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "a webhook secret has %d to %d bytes, not %d", SHORTEST, LONGEST, key.length));
        }
        return new WebhookSecret(key);
    }

    /** The signature, version 1, of this content. */
    String sign(byte[] content) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "...";
    }
}
