package io.orderpipeline.notifications.delivery;

import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt to notify about every item of an event. */
public sealed interface AttemptOutcome {

    /** Every item is notified and recorded. */
    record Delivered() implements AttemptOutcome {}

    /**
     * The event itself is at fault.
     *
     * @param cause     in one short word, to filter by
     * @param detail    for people
     * @param unexpected what nothing has foreseen, if that was it
     */
    record Failed(String cause, String detail, @Nullable Throwable unexpected) implements AttemptOutcome {}

    /** An outage: the attempt does not count. */
    record Unavailable(Outage outage) implements AttemptOutcome {}

    /**
     * The event or the far end is at fault. The attempt counts only when the far end is seen to take other notifications.
     *
     * @param failed     what it is if the event is at fault
     * @param retryAfter the shortest pause before the next try if the far end is
     */
    record Unclear(Failed failed, Duration retryAfter) implements AttemptOutcome {}

    /**
     * Nothing failed, but another process may be notifying about some items: neither delivered nor an attempt.
     *
     * @param retryIn when to ask again
     */
    record Elsewhere(Duration retryIn) implements AttemptOutcome {}
}
