package io.orderpipeline.notifications.notification;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Sends notifications. A crash may cause a repeat, so the receiver gets the key and can drop repeats. Thread-safe. */
public interface Notifier {

    /**
     * This many failures in a row that may be the receiver's own, with no notification taken in between, are an outage. That many may be in
     * flight when the receiver goes down; fewer may be a run of poison events, which must not hold up the events after them.
     */
    int FAILURES_OF_AN_OUTAGE = 64;

    /**
     * Sends one notification, without blocking the caller for long.
     *
     * @return completes when the receiver has taken it; fails with a {@link NotificationRefusedException} when the receiver will never take
     *     this one, with an {@link io.orderpipeline.broker.bus.Outage} when it can take none now, and with a
     *     {@link NotificationFailedException} when it may be either. Any other failure counts as the notification's own. One that waited in
     *     a queue until it {@link Notification#isTooLate} is not sent and fails with a {@link ClaimedElsewhereException}
     */
    CompletionStage<Void> send(Notification notification);

    /** The longest time one notification takes once sending has started: for that long no other process may send it too. */
    Duration longestSend();
}
