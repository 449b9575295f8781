package io.orderpipeline.notifications.notification;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Notifies effectively once per key. The side effect comes first and its record second, so that a crash between the two repeats
 * the side effect and never loses it.
 *
 * <p>Thread-safe.
 */
public final class NotifyCustomer {

    private final Notifier notifier;
    private final ProcessedNotifications processed;

    private final Map<NotificationKey, CompletableFuture<Void>> inFlight = new ConcurrentHashMap<>();
    /** Sent, but not recorded because the inbox was unavailable; not to be sent again when only the record is missing. */
    private final Set<NotificationKey> unrecorded = ConcurrentHashMap.newKeySet();

    private final LongAdder sent = new LongAdder();

    public NotifyCustomer(Notifier notifier, ProcessedNotifications processed) {
        this.notifier = notifier;
        this.processed = processed;
    }

    /**
     * Sends the notification unless that was done before. When the same one is being sent already, joins in.
     *
     * @return completes when its key is durable; fails as {@link Notifier#send} and {@link ProcessedNotifications#record} do
     */
    public CompletionStage<Void> once(Notification notification) {
        NotificationKey key = notification.key();
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> others = inFlight.putIfAbsent(key, mine);
        if (others != null) {
            return others;
        }
        CompletionStage<Void> work = processed.contains(key)
                ? CompletableFuture.completedStage(null)
                : send(notification).thenCompose(done -> record(key));
        work.whenComplete((done, failure) -> {
            inFlight.remove(key);
            if (failure == null) {
                mine.complete(null);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    /** How many notifications were sent since the start. */
    public long sent() {
        return sent.sum();
    }

    private CompletionStage<Void> send(Notification notification) {
        NotificationKey key = notification.key();
        if (unrecorded.contains(key)) {
            return CompletableFuture.completedStage(null);
        }
        CompletionStage<Void> sending;
        try {
            sending = notifier.send(notification);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
        return sending.thenRun(sent::increment);
    }

    private CompletionStage<Void> record(NotificationKey key) {
        unrecorded.add(key);
        return processed.record(key).thenRun(() -> unrecorded.remove(key));
    }
}
