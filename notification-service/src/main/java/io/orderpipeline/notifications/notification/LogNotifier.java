package io.orderpipeline.notifications.notification;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Notifies by a line in the log. */
public final class LogNotifier implements Notifier {

    @Override
    public CompletionStage<Void> send(Notification notification) {
        SentLine.log(notification);
        return CompletableFuture.completedStage(null);
    }

    /** Far longer than a log line takes, even on a slow console. */
    @Override
    public Duration longestSend() {
        return Duration.ofSeconds(10);
    }
}
