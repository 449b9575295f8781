package io.orderpipeline.tools.receiver;

/**
 * One request that the receiver got.
 *
 * @param sender      the sender's name, from the URL
 * @param traceparent the request's header, or {@code -}
 * @param status      of the answer
 * @param at          when it was read, by {@link System#nanoTime}
 * @param answeredAt  when it was answered, by {@link System#nanoTime}
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

    /** Whether the receiver accepted it: the effect that must happen once. */
    public boolean isTaken() {
        return status == 200;
    }
}
