package io.orderpipeline.orders.placing;

import org.jspecify.annotations.Nullable;

/**
 * A client's promise that two requests with the same key are the same request.
 *
 * @param value       the key as {@link #of} returns it
 * @param fingerprint identifies the body that came with it
 */
public record IdempotencyKey(String value, String fingerprint) {

    /**
     * The value for a key of this caller; another caller's same key gives a different value. The caller's name may be of any length and is
     * stored as a fingerprint.
     *
     * @param caller who sent it, or null when callers are not authenticated
     */
    public static String of(@Nullable String caller, String key) {
        return caller == null ? key : Fingerprint.of(caller) + ":" + key;
    }
}
