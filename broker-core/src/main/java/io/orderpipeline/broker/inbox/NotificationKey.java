package io.orderpipeline.broker.inbox;

/**
 * Identifies a notification. Two keys are equal when both parts are equal: {@code ("a::b", "c")} and {@code ("a", "b::c")} look the same
 * as text but are different notifications.
 */
public record NotificationKey(String orderId, String itemId) {

    /** {@code orderId::itemId}, for people. */
    @Override
    public String toString() {
        return orderId + "::" + itemId;
    }
}
