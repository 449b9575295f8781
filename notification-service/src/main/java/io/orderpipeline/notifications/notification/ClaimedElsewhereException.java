package io.orderpipeline.notifications.notification;

import java.time.Duration;

/**
 * Another process may be sending this notification, so it is neither due nor done: ask again later. Carries no stack trace, because it is
 * expected.
 */
public final class ClaimedElsewhereException extends RuntimeException {

    private final Duration retryIn;

    public ClaimedElsewhereException(Duration retryIn) {
        super("claimed by another process, ask again in " + retryIn, null, false, false);
        this.retryIn = retryIn;
    }

    /** This process's own claim ended before sending could start: claim it again. */
    public static ClaimedElsewhereException ended() {
        return new ClaimedElsewhereException(Duration.ZERO);
    }

    /** When to ask again; zero for immediately. */
    public Duration retryIn() {
        return retryIn;
    }
}
