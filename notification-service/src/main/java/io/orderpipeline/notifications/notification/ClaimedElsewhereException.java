package io.orderpipeline.notifications.notification;

import java.time.Duration;

/**
 * Another process may be sending this notification: it is neither due nor done, and is to be asked about again. Carries no stack trace: it is
 * expected.
 */
public final class ClaimedElsewhereException extends RuntimeException {

    private final Duration retryIn;

    public ClaimedElsewhereException(Duration retryIn) {
        super("claimed by another process, ask again in " + retryIn, null, false, false);
        this.retryIn = retryIn;
    }

    /** This process's own claim ended before the notification could be started: it is to be claimed again. */
    public static ClaimedElsewhereException ended() {
        return new ClaimedElsewhereException(Duration.ZERO);
    }

    /** When to ask again; zero for at once. */
    public Duration retryIn() {
        return retryIn;
    }
}
