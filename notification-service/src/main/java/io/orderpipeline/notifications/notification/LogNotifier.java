package io.orderpipeline.notifications.notification;

import java.util.Locale;
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
                onOneLine(notification.key().orderId()),
                onOneLine(notification.key().itemId()));
        return CompletableFuture.completedStage(null);
    }

    /** The id as it is, unless it could end the line and forge another: such characters become JSON escapes. */
    private static String onOneLine(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (isUnsafe(id.charAt(i))) {
                return escaped(id);
            }
        }
        return id;
    }

    private static String escaped(String id) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (isUnsafe(c)) {
                safe.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    private static boolean isUnsafe(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
