package io.orderpipeline.broker.bus;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * The far end (a broker, a store or a receiver) cannot take anything now. The event is not at fault: it is tried again later, and
 * this try does not count as an attempt. Carries no stack trace, because outages are expected.
 */
public final class Outage extends RuntimeException {

    private final String reason;
    private final Duration retryAfter;

    /** An outage of unknown length. */
    public Outage(String reason) {
        this(reason, Duration.ZERO);
    }

    /** An outage whose far end asked for no further try before {@code retryAfter} has passed. */
    public Outage(String reason, Duration retryAfter) {
        super(reason, null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** The outage behind a stage's failure, wrapped or not; empty when it failed for another reason. */
    public static Optional<Outage> behind(Throwable failure) {
        return unwrapped(failure) instanceof Outage outage ? Optional.of(outage) : Optional.empty();
    }

    /** A stage's failure without the wrapper that a dependent stage adds. */
    public static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** What is unavailable and why, for operators. */
    public String reason() {
        return reason;
    }

    /** The shortest pause before the next try; zero means the caller decides. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
