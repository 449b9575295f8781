package io.orderpipeline.notifications.notification;

/** The far end will not have this notification. Others are not concerned. */
public final class NotificationRefusedException extends RuntimeException {

    public NotificationRefusedException(String reason) {
        super(reason);
    }
}
