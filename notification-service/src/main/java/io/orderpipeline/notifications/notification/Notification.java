package io.orderpipeline.notifications.notification;

import io.orderpipeline.broker.inbox.NotificationKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A notification for the customer.
 *
 * @param key         what it is about; a receiver that remembers keys can drop repeats
 * @param orderedAt   when the order was accepted
 * @param committedAt when the order became durable; {@code orderedAt} when that is unknown
 * @param headers     metadata such as the trace context; usually empty
 * @param startBy     the latest {@link System#nanoTime} at which sending may start: after that another process may send it as well
 */
public record Notification(
        NotificationKey key, Instant orderedAt, Instant committedAt, Map<String, String> headers, long startBy) {

    public Notification {
        headers = Map.copyOf(headers);
    }

    /** A notification that no other process can send, so it may wait for any time. */
    public Notification(NotificationKey key, Instant orderedAt, Instant committedAt, Map<String, String> headers) {
        this(
                key,
                orderedAt,
                committedAt,
                headers,
                System.nanoTime() + Duration.ofDays(10_000).toNanos());
    }

    /** A notification without headers, for an order whose commit time is unknown. */
    public Notification(NotificationKey key, Instant orderedAt) {
        this(key, orderedAt, orderedAt, Map.of());
    }

    /** The same with other headers. */
    public Notification with(Map<String, String> newHeaders) {
        return new Notification(key, orderedAt, committedAt, newHeaders, startBy);
    }

    /** The same, to be started within this time after {@code since}. */
    Notification startedWithin(Duration time, long since) {
        return new Notification(key, orderedAt, committedAt, headers, since + time.toNanos());
    }

    /** Whether it has waited too long for sending to start. */
    public boolean isTooLate() {
        return System.nanoTime() - startBy > 0;
    }
}
