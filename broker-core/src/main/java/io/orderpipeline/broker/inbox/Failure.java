package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.Excerpt;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Why an event became a dead letter.
 *
 * @param cause          the kind of failure in one short word, for filters, for example {@code notification-refused}
 * @param detail         the error message, for people; a long text is cut to an {@link Excerpt}
 * @param attempts       how often it was tried, at least 1
 * @param firstAttemptAt when it was first tried, in whole milliseconds
 * @param lastAttemptAt  when it was last tried, in whole milliseconds
 */
public record Failure(String cause, String detail, int attempts, Instant firstAttemptAt, Instant lastAttemptAt) {

    public Failure {
        if (attempts < 1) {
            throw new IllegalArgumentException("a failure takes at least one attempt, not " + attempts);
        }
        detail = Excerpt.of(detail);
        firstAttemptAt = firstAttemptAt.truncatedTo(ChronoUnit.MILLIS);
        lastAttemptAt = lastAttemptAt.truncatedTo(ChronoUnit.MILLIS);
    }
}
