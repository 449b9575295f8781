package io.orderpipeline.notifications.notification;

import io.orderpipeline.broker.bus.Outage;
import java.util.concurrent.CompletionStage;

/**
 * Sends notifications. A crash may have one sent again, hence it hands the key to the receiver, who can drop the repeat. Thread-safe.
 */
public interface Notifier {

    /**
     * Sends one notification, without blocking the caller for long.
     *
     * @return completes when the far end has taken it; fails with a {@link NotificationRefusedException} when the far end will not
     *     have this one, with a {@link Outage} when it can take none now. Any other failure counts as
     *     the notification's own
     */
    CompletionStage<Void> send(Notification notification);
}
