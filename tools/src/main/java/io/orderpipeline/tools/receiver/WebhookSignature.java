package io.orderpipeline.tools.receiver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of Standard Webhooks, sharing no code with the sender. Thread-safe. */
final class WebhookSignature {

    private final SecretKeySpec key;

    /** @param secret {@code whsec_} and base64 */
    WebhookSignature(String secret) {
        this.key = new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256");
    }

    boolean isOf(String id, String time, String body, String signatures) {
        byte[] expected = sign(id + "." + time + "." + body);
        boolean signed = false;
        for (String signature : signatures.split(" ", -1)) {
            signed |= MessageDigest.isEqual(expected, signature.getBytes(US_ASCII));
        }
        return signed;
    }

    private byte[] sign(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
            return ("v1," + signature).getBytes(US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
