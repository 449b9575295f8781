package io.orderpipeline.notifications.notification;

import io.orderpipeline.broker.inbox.NotificationKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a customer is to be told.
 *
 * @param key         what it is about; a receiver that remembers the keys it has seen can drop repeats
 * @param orderedAt   when the order was accepted
 * @param committedAt when the order became durable; {@code orderedAt} where that is all that is known
 * @param headers     what travels beside the notification, such as its trace context; usually empty
 * @param startBy     until when it may be started, by {@link System#nanoTime}: later another process may send it as well
 */
public record Notification(
        NotificationKey key, Instant orderedAt, Instant committedAt, Map<String, String> headers, long startBy) {

    public Notification {
        headers = Map.copyOf(headers);
    }

    /** A notification that no other process can send, so that it may wait for as long as it has to. */
    public Notification(NotificationKey key, Instant orderedAt, Instant committedAt, Map<String, String> headers) {
        this(
                key,
                orderedAt,
                committedAt,
                headers,
                System.nanoTime() + Duration.ofDays(10_000).toNanos());
    }

    /** The same, without headers, of an order of which only the time of its acceptance is known. */
    public Notification(NotificationKey key, Instant orderedAt) {
        this(key, orderedAt, orderedAt, Map.of());
    }

    /** The same with other headers. */
    public Notification with(Map<String, String> newHeaders) {
        return new Notification(key, orderedAt, committedAt, newHeaders, startBy);
    }

    /** The same, to be started within this time from the moment {@code since}. */
    Notification startedWithin(Duration time, long since) {
        return new Notification(key, orderedAt, committedAt, headers, since + time.toNanos());
    }

    /** Whether it has waited too long to be started. */
    public boolean isTooLate() {
        return System.nanoTime() - startBy > 0;
    }
}
