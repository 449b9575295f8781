package io.orderpipeline.broker.inbox;

import java.time.Duration;
import java.util.Set;

/**
 * The result of {@link ProcessedNotifications#claim}. Requested keys that are in neither set are already recorded.
 *
 * @param due          not recorded, and claimed for the caller, which may send them now. Unmodifiable
 * @param elsewhere    not recorded, but claimed by another process: neither due nor done. Unmodifiable
 * @param retryIn      when to try the keys in {@code elsewhere} again; zero when there are none
 * @param neverExpires whether the claim never expires, because no other process uses the store
 */
public record Claim(Set<NotificationKey> due, Set<NotificationKey> elsewhere, Duration retryIn, boolean neverExpires) {

    /** A claim on a store that several processes may share. */
    public Claim(Set<NotificationKey> due, Set<NotificationKey> elsewhere, Duration retryIn) {
        this(due, elsewhere, retryIn, false);
    }

    /** A claim on a shared store that got every key not recorded yet. */
    public static Claim of(Set<NotificationKey> due) {
        return new Claim(due, Set.of(), Duration.ZERO);
    }
}
