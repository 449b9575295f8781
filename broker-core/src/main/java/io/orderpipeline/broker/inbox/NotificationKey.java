package io.orderpipeline.broker.inbox;

/**
 * What a notification is about. Two keys are equal when both parts are: {@code ("a::b", "c")} and {@code ("a", "b::c")} look the
 * same as text and are different notifications.
 */
public record NotificationKey(String orderId, String itemId) {

    /** {@code orderId::itemId}, for people. */
    @Override
    public String toString() {
        return orderId + "::" + itemId;
    }
}
