package io.orderpipeline.notifications.notification;

import io.orderpipeline.broker.LogValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log line for a sent notification, the same for every notifier. */
public final class SentLine {

    private static final Logger log = LoggerFactory.getLogger(SentLine.class);

    private SentLine() {}

    public static void log(Notification notification) {
        log.info(
                "🔔 notification.sent orderId={} itemId={}",
                LogValue.of(notification.key().orderId()),
                LogValue.of(notification.key().itemId()));
    }
}
