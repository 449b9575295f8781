package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.notifications.notification.Notification;
import io.orderpipeline.notifications.notification.NotificationRefusedException;
import io.orderpipeline.notifications.notification.Notifier;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Fails on request of the live page, for all notifications or for those about one item; records those that were sent. */
record BreakableNotifier(Notifier notifier, Faults faults, Trail trail) implements Notifier {

    @Override
    public CompletionStage<Void> send(Notification notification) {
        if (faults.isReceiverDown()) {
            return CompletableFuture.failedStage(new Outage("the live page keeps the receiver down"));
        }
        if (faults.refuses(notification.key().itemId())) {
            return CompletableFuture.failedStage(
                    new NotificationRefusedException("the live page makes the receiver refuse this item"));
        }
        CompletionStage<Void> sending = notifier.send(notification);
        if (trail.follows(notification.key().orderId())) {
            sending.whenComplete((done, failure) -> {
                if (failure == null) {
                    trail.notified(notification.key());
                }
            });
        }
        return sending;
    }

    @Override
    public Duration longestSend() {
        return notifier.longestSend();
    }
}
