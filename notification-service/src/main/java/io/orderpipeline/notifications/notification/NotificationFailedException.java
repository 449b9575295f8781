package io.orderpipeline.notifications.notification;

import java.time.Duration;

/**
 * The notification was not taken, and the answer does not tell whose fault that is: a far end that is broken fails every notification,
 * and a notification that the far end cannot digest makes a healthy one fail. Carries no stack trace: it is expected.
 */
public final class NotificationFailedException extends RuntimeException {

    private final Duration retryAfter;

    /** A failure whose far end asked not to be tried again before {@code retryAfter} has passed; zero when it did not ask. */
    public NotificationFailedException(String reason, Duration retryAfter) {
        super(reason, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** The shortest pause before the next try; zero leaves it to the caller. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
