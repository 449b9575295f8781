package io.orderpipeline.notifications.notification;

import java.time.Duration;

/**
 * The notification was not taken, and it is unclear whose fault that is: a broken receiver fails every notification, but a healthy one also
 * fails a notification that it cannot process. Carries no stack trace, because it is expected.
 */
public final class NotificationFailedException extends RuntimeException {

    private final Duration retryAfter;

    /** A failure whose receiver asked for a pause of at least {@code retryAfter}; zero when it did not ask. */
    public NotificationFailedException(String reason, Duration retryAfter) {
        super(reason, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** The shortest pause before the next attempt; zero leaves it to the caller. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
