package io.orderpipeline.notifications.notification;

/** Is told of each notification that its receiver has just taken. Thread-safe, and quick: the notifier's thread tells it. */
@FunctionalInterface
public interface SentListener {

    void sent(Notification notification);
}
