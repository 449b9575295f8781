package io.orderpipeline.broker.bus;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * A far end, be it a broker, a store or a receiver, can take nothing now. It says nothing about the event, which is to be tried again
 * later without counting as an attempt. Carries no stack trace: it is expected.
 */
public final class Outage extends RuntimeException {

    private final String reason;
    private final Duration retryAfter;

    /** An outage of unknown length. */
    public Outage(String reason) {
        this(reason, Duration.ZERO);
    }

    /** An outage whose far end asked not to be tried again before {@code retryAfter} has passed. */
    public Outage(String reason, Duration retryAfter) {
        super(reason, null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** The outage that a failed stage, or whoever waited for it, ended with; empty when it was something else. */
    public static Optional<Outage> behind(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof Outage outage ? Optional.of(outage) : Optional.empty();
    }

    /** What is unavailable and why, for operators. */
    public String reason() {
        return reason;
    }

    /** The shortest pause before the next try; zero leaves it to the caller. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
