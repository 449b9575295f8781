package io.orderpipeline.notifications.notification;

/** Called for each notification that its receiver has just taken. Must be thread-safe and fast: it runs on the notifier's thread. */
@FunctionalInterface
public interface SentListener {

    void sent(Notification notification);
}
