package io.orderpipeline.tools.receiver;

/**
 * One request that the receiver got.
 *
 * @param sender     the name that the sender was given in the URL
 * @param traceparent of the request, or {@code -}
 * @param status     of the answer
 * @param at         when it was read, in the time of {@link System#nanoTime}
 * @param answeredAt when its answer was written
 */
public record Notice(
        String sender,
        String webhookId,
        String orderId,
        String itemId,
        String traceparent,
        int status,
        long at,
        long answeredAt) {

    /** The receiver has taken it: the effect that is to happen once. */
    public boolean isTaken() {
        return status == 200;
    }
}
