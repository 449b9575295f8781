package io.orderpipeline.notifications.notification;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Sends notifications. A crash may have one sent again, hence it hands the key to the receiver, who can drop the repeat. Thread-safe.
 */
public interface Notifier {

    /**
     * So many failures that may be the far end's own, in a row and with none taken in between, are an outage. As many may be on their way
     * when it falls ill, and fewer may be poison that happens to come in a row, which must not hold up what follows.
     */
    int FAILURES_OF_AN_OUTAGE = 64;

    /**
     * Sends one notification, without blocking the caller for long.
     *
     * @return completes when the far end has taken it; fails with a {@link NotificationRefusedException} when the far end will never
     *     take this one, with an {@link io.orderpipeline.broker.bus.Outage} when it can take none now, and with a
     *     {@link NotificationFailedException} when it may be either. Any other failure counts as the notification's own. One that has
     *     waited in a queue until it {@link Notification#isTooLate} is not sent and fails with a {@link ClaimedElsewhereException}
     */
    CompletionStage<Void> send(Notification notification);

    /** The longest time that one notification takes once it is on its way: for so long no other process may send it too. */
    Duration longestSend();
}
