package io.orderpipeline.notifications.notification;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.Claim;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notifies effectively once per key. Sends first and records second, so that a crash in between repeats a notification and never loses one.
 * The key is claimed before sending, so that no other process sends at the same time.
 *
 * <p>Thread-safe.
 */
public final class NotifyCustomer {

    /** How long a notification may wait in the notifier's queue before its claim is too short to send it. */
    private static final Duration QUEUE_TIME = Duration.ofSeconds(20);
    /** How much longer a claim lasts than queue time and the longest notification, to record the key. */
    private static final Duration RECORD_TIME = Duration.ofSeconds(10);

    private final Notifier notifier;
    private final ProcessedNotifications processed;
    private final SentListener listener;
    private final Duration claimLength;

    private final Map<NotificationKey, CompletableFuture<Void>> inFlight = new ConcurrentHashMap<>();
    /** Sent, but not recorded because the inbox was unavailable. When only the record is missing, they are not sent again. */
    private final Set<NotificationKey> unrecorded = ConcurrentHashMap.newKeySet();

    private final LongAdder sent = new LongAdder();
    private final LongAdder repeats = new LongAdder();

    /** Reports sent notifications to no listener. */
    public NotifyCustomer(Notifier notifier, ProcessedNotifications processed) {
        this(notifier, processed, notification -> {});
    }

    public NotifyCustomer(Notifier notifier, ProcessedNotifications processed, SentListener listener) {
        this.notifier = notifier;
        this.processed = processed;
        this.listener = listener;
        this.claimLength = notifier.longestSend().plus(QUEUE_TIME).plus(RECORD_TIME);
    }

    /**
     * Sends each notification unless it was sent before. If the same one is being sent already, joins it.
     *
     * @param notifications with distinct keys
     * @return for each, in the same order, a future that completes when its key is durable; fails as {@link Notifier#send} and
     *     {@link ProcessedNotifications#record} do, and with a {@link ClaimedElsewhereException} when another process has claimed it
     */
    public List<CompletableFuture<Void>> once(List<Notification> notifications) {
        List<CompletableFuture<Void>> all = new ArrayList<>(notifications.size());
        Map<NotificationKey, Notification> mine = new LinkedHashMap<>();
        for (Notification notification : notifications) {
            CompletableFuture<Void> work = new CompletableFuture<>();
            CompletableFuture<Void> others = inFlight.putIfAbsent(notification.key(), work);
            if (others == null) {
                mine.put(notification.key(), notification);
            }
            all.add(others == null ? work : others);
        }
        if (!mine.isEmpty()) {
            long claimedAt = System.nanoTime();
            stageOf(() -> processed.claim(mine.keySet(), claimLength)).whenComplete((claim, failure) -> {
                if (failure == null) {
                    sendAll(mine, claim, claimedAt);
                } else {
                    finish(mine.keySet(), failure);
                }
            });
        }
        return all;
    }

    /** How many notifications were sent since the start. */
    public long sent() {
        return sent.sum();
    }

    /** How many notifications were skipped since the start because they had already been sent. */
    public long repeats() {
        return repeats.sum();
    }

    /** Notifications sent together are recorded together. */
    private void sendAll(Map<NotificationKey, Notification> mine, Claim claim, long claimedAt) {
        Map<NotificationKey, CompletionStage<Void>> underWay = new LinkedHashMap<>();
        Set<NotificationKey> alreadySent = new LinkedHashSet<>();
        mine.forEach((key, notification) -> {
            if (claim.elsewhere().contains(key)) {
                finish(Set.of(key), new ClaimedElsewhereException(claim.retryIn()));
            } else if (!claim.due().contains(key)) {
                repeats.increment();
                finish(Set.of(key), null);
            } else {
                CompletionStage<Void> sending =
                        send(claim.neverExpires() ? notification : notification.startedWithin(QUEUE_TIME, claimedAt));
                if (isDone(sending.toCompletableFuture())) {
                    alreadySent.add(key);
                } else {
                    underWay.put(key, sending);
                }
            }
        });
        if (!alreadySent.isEmpty()) {
            record(alreadySent);
        }
        underWay.forEach((key, sending) -> sending.whenComplete((done, failure) -> {
            if (failure == null) {
                record(Set.of(key));
            } else {
                finish(Set.of(key), failure);
            }
        }));
    }

    private CompletionStage<Void> send(Notification notification) {
        if (unrecorded.contains(notification.key())) {
            return CompletableFuture.completedStage(null);
        }
        return stageOf(() -> notifier.send(notification)).thenRun(() -> {
            sent.increment();
            listener.sent(notification);
        });
    }

    private static boolean isDone(CompletableFuture<Void> sending) {
        return sending.isDone() && !sending.isCompletedExceptionally();
    }

    private void record(Set<NotificationKey> keys) {
        stageOf(() -> processed.record(keys)).whenComplete((done, failure) -> {
            if (failure != null) {
                unrecorded.addAll(keys);
            } else if (!unrecorded.isEmpty()) {
                unrecorded.removeAll(keys);
            }
            finish(keys, failure);
        });
    }

    private void finish(Set<NotificationKey> keys, @Nullable Throwable wrapped) {
        Throwable failure = wrapped == null ? null : Outage.unwrapped(wrapped);
        for (NotificationKey key : keys) {
            CompletableFuture<Void> work = inFlight.remove(key);
            if (work != null && failure == null) {
                work.complete(null);
            } else if (work != null) {
                work.completeExceptionally(failure);
            }
        }
    }

    private static <T> CompletionStage<T> stageOf(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            // Otherwise callers waiting for the stage would wait forever.
            return CompletableFuture.failedStage(e);
        }
    }
}
