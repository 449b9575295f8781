package io.orderpipeline.launcher.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets the browser that opened the logged link control the pipeline. The link's token can be exchanged for a key only once, so a link
 * found later in a log or a browser history is useless. Thread-safe.
 */
final class PageKey {

    private static final int BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final String token = fresh();
    private boolean used;
    private @Nullable String key;

    /** The token in the link. */
    String token() {
        return token;
    }

    /** The key, the first time the token is given; empty afterwards and for any other text. */
    synchronized Optional<String> redeem(String given) {
        if (used || !isEqual(token, given)) {
            return Optional.empty();
        }
        used = true;
        key = fresh();
        return Optional.of(key);
    }

    synchronized boolean isUsed() {
        return used;
    }

    /** Whether this is the key that was given out. */
    synchronized boolean fits(@Nullable String given) {
        return key != null && given != null && isEqual(key, given);
    }

    private String fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Compares in constant time. */
    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
