package io.orderpipeline.notifications.notification;

import java.time.Duration;

/** An outage: the far end can take no notification now. It says nothing against the one that was to be sent. */
public final class NotifierUnavailableException extends RuntimeException {

    private final Duration retryAfter;

    /** An outage whose far end asked not to be tried again before {@code retryAfter} has passed; zero when it did not ask. */
    public NotifierUnavailableException(String reason, Duration retryAfter) {
        super(reason);
        this.retryAfter = retryAfter;
    }

    /** The shortest pause before the next try; zero leaves it to the caller. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
