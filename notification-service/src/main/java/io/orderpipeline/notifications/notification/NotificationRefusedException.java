package io.orderpipeline.notifications.notification;

/** The receiver will never take this notification. Other notifications are not affected. */
public final class NotificationRefusedException extends RuntimeException {

    public NotificationRefusedException(String reason) {
        super(reason);
    }
}
