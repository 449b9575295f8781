package io.orderpipeline.notifications.delivery;

import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The outcome of one attempt to notify about every item of an event. */
public sealed interface AttemptOutcome {

    /** Every item is notified and recorded. */
    record Delivered() implements AttemptOutcome {}

    /**
     * The failure is the event's own.
     *
     * @param cause      in one short word, to filter by
     * @param detail     for people
     * @param unexpected the exception, if the failure was not foreseen
     */
    record Failed(String cause, String detail, @Nullable Throwable unexpected) implements AttemptOutcome {}

    /** An outage: the attempt does not count. */
    record Unavailable(Outage outage) implements AttemptOutcome {}

    /**
     * The failure is either the event's or the receiver's. The attempt counts only if the receiver has taken another notification
     * meanwhile.
     *
     * @param failed     the failure, if it is the event's
     * @param retryAfter the shortest pause before the next attempt, if it is the receiver's
     */
    record Unclear(Failed failed, Duration retryAfter) implements AttemptOutcome {}

    /**
     * Nothing failed, but another process may be notifying about some items; this counts neither as delivered nor as an attempt.
     *
     * @param retryIn when to ask again
     */
    record Elsewhere(Duration retryIn) implements AttemptOutcome {}
}
