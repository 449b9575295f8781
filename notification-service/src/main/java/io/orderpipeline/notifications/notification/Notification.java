package io.orderpipeline.notifications.notification;

import io.orderpipeline.broker.inbox.NotificationKey;
import java.time.Duration;
import java.time.Instant;

/**
 * What a customer is to be told.
 *
 * @param key       what it is about; a receiver that remembers the keys it has seen can drop repeats
 * @param orderedAt when the order was accepted
 * @param startBy   until when it may be started, by {@link System#nanoTime}: later another process may send it as well
 */
public record Notification(NotificationKey key, Instant orderedAt, long startBy) {

    /** A notification that no other process can send, so that it may wait for as long as it has to. */
    public Notification(NotificationKey key, Instant orderedAt) {
        this(key, orderedAt, System.nanoTime() + Duration.ofDays(10_000).toNanos());
    }

    /** The same, to be started within this time from the moment {@code since}. */
    Notification startedWithin(Duration time, long since) {
        return new Notification(key, orderedAt, since + time.toNanos());
    }

    /** Whether it has waited too long to be started. */
    public boolean isTooLate() {
        return System.nanoTime() - startBy > 0;
    }
}
