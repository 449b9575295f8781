package io.orderpipeline.notifications.notification;

import io.orderpipeline.broker.LogValue;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies by a line in the log. */
public final class LogNotifier implements Notifier {

    private static final Logger log = LoggerFactory.getLogger(LogNotifier.class);

    @Override
    public CompletionStage<Void> send(Notification notification) {
        log.info(
                "🔔 notification.sent orderId={} itemId={}",
                LogValue.of(notification.key().orderId()),
                LogValue.of(notification.key().itemId()));
        return CompletableFuture.completedStage(null);
    }

    /** Far more than a line takes, be the console as slow as it may. */
    @Override
    public Duration longestSend() {
        return Duration.ofSeconds(10);
    }
}
