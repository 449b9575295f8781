package io.orderpipeline.broker.inbox;

import java.time.Duration;
import java.util.Set;

/**
 * The answer to {@link ProcessedNotifications#claim}. Keys that were asked for and are in neither set are recorded already.
 *
 * @param due       not recorded, and claimed for the caller: it may notify about them now. Unmodifiable
 * @param elsewhere not recorded, and claimed by another process: neither due nor done. Unmodifiable
 * @param retryIn   when to ask again about those claimed elsewhere; zero when there are none
 * @param endless   whether no other process ever gets the keys that are due: the store belongs to this one
 */
public record Claim(Set<NotificationKey> due, Set<NotificationKey> elsewhere, Duration retryIn, boolean endless) {

    /** A claim on a store that several processes may share. */
    public Claim(Set<NotificationKey> due, Set<NotificationKey> elsewhere, Duration retryIn) {
        this(due, elsewhere, retryIn, false);
    }

    /** A claim on a shared store that got all that is not recorded yet. */
    public static Claim of(Set<NotificationKey> due) {
        return new Claim(due, Set.of(), Duration.ZERO);
    }
}
