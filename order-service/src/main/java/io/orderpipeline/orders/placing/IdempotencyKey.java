package io.orderpipeline.orders.placing;

import org.jspecify.annotations.Nullable;

/**
 * A client's promise that two requests with the same key are the same request.
 *
 * @param value       the key as {@link #of} gives it
 * @param fingerprint stands for the body that came with it
 */
public record IdempotencyKey(String value, String fingerprint) {

    /**
     * The value for a key of this caller, which is not the same key as another caller's. The name may be of any length and is kept as
     * its fingerprint.
     *
     * @param caller who sent it, or null when callers are not asked
     */
    public static String of(@Nullable String caller, String key) {
        return caller == null ? key : Fingerprint.of(caller) + ":" + key;
    }
}
