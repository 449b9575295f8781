package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.Failure;

/**
 * A dead letter waiting for an operator.
 *
 * @param about    the orderId, or a phrase for an event of unknown type
 * @param detail   why it failed
 * @param failedAt time of the last attempt, in milliseconds since 1970
 */
record LetterView(String id, String about, String cause, String detail, int attempts, long failedAt) {

    static LetterView of(DeadLetter letter) {
        Failure failure = letter.failure();
        String about = letter.event() instanceof OrderCreated order ? order.orderId() : "an unknown event";
        return new LetterView(
                letter.id(),
                about,
                failure.cause(),
                failure.detail(),
                failure.attempts(),
                failure.lastAttemptAt().toEpochMilli());
    }
}
