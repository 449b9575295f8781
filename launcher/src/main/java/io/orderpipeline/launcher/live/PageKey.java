package io.orderpipeline.launcher.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may control the pipeline by the page: whoever has opened the link of the log. The link's token is good for one exchange against a
 * key, so that a link which stays in a log or a history opens nothing later. Thread-safe.
 */
final class PageKey {

    private static final int BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final String token = fresh();
    private boolean used;
    private @Nullable String key;

    /** What the link carries. */
    String token() {
        return token;
    }

    /** The key for the token, the first time that it is given; later, and for any other text, nothing. */
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

    /** Whether this is the key. */
    synchronized boolean fits(@Nullable String given) {
        return key != null && given != null && isEqual(key, given);
    }

    private String fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** In a time that tells nothing about where they differ. */
    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
