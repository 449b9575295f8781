package io.orderpipeline.broker.bus;

import java.time.Duration;

/** An outage: nobody can take the event now. It says nothing against the event, which is to be published again. */
public final class BrokerUnavailableException extends RuntimeException {

    private final Duration retryAfter;

    /** An outage of unknown length. */
    public BrokerUnavailableException(String reason) {
        this(reason, Duration.ZERO);
    }

    /** An outage whose far end asked not to be tried again before {@code retryAfter} has passed. */
    public BrokerUnavailableException(String reason, Duration retryAfter) {
        super(reason);
        this.retryAfter = retryAfter;
    }

    /** The shortest pause before the next try; zero leaves it to the caller. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
