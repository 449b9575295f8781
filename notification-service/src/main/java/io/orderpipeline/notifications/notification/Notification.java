package io.orderpipeline.notifications.notification;

import io.orderpipeline.broker.inbox.NotificationKey;
import java.time.Duration;
import java.time.Instant;

/**
 * What a customer is to be told.
 *
 * @param key         what it is about; a receiver that remembers the keys it has seen can drop repeats
 * @param orderedAt   when the order was accepted
 * @param committedAt when the order became durable; {@code orderedAt} where that is all that is known
 * @param startBy     until when it may be started, by {@link System#nanoTime}: later another process may send it as well
 */
public record Notification(NotificationKey key, Instant orderedAt, Instant committedAt, long startBy) {

    /** A notification that no other process can send, so that it may wait for as long as it has to. */
    public Notification(NotificationKey key, Instant orderedAt, Instant committedAt) {
        this(
                key,
                orderedAt,
                committedAt,
                System.nanoTime() + Duration.ofDays(10_000).toNanos());
    }

    /** The same, of an order of which only the time of its acceptance is known. */
    public Notification(NotificationKey key, Instant orderedAt) {
        this(key, orderedAt, orderedAt);
    }

    /** The same, to be started within this time from the moment {@code since}. */
    Notification startedWithin(Duration time, long since) {
        return new Notification(key, orderedAt, committedAt, since + time.toNanos());
    }

    /** Whether it has waited too long to be started. */
    public boolean isTooLate() {
        return System.nanoTime() - startBy > 0;
    }
}
