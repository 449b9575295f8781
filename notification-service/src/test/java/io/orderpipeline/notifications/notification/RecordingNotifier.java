package io.orderpipeline.notifications.notification;

import io.orderpipeline.broker.inbox.NotificationKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Records what it was asked to send, and succeeds, fails, or lets the test decide later. Thread-safe. */
public final class RecordingNotifier implements Notifier {

    private final List<NotificationKey> asked = new CopyOnWriteArrayList<>();
    private volatile @Nullable Notification last;
    private final List<NotificationKey> sent = new CopyOnWriteArrayList<>();
    private final Map<String, Throwable> failures = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> held = new ConcurrentHashMap<>();

    /** Fails every notification about this item until {@link #mend}. */
    public void failOn(String itemId, Throwable failure) {
        failures.put(itemId, failure);
    }

    /** Ends {@link #failOn}. */
    public void mend(String itemId) {
        failures.remove(itemId);
    }

    /** Leaves notifications about this item unfinished until the returned future is completed. */
    public CompletableFuture<Void> hold(String itemId) {
        return held.computeIfAbsent(itemId, item -> new CompletableFuture<>());
    }

    /** All keys it was asked to send, in order. */
    public List<NotificationKey> asked() {
        return asked;
    }

    /** The last notification it was asked to send. */
    public Notification lastAsked() {
        return Objects.requireNonNull(last);
    }

    /** The keys it took, in order. */
    public List<NotificationKey> sent() {
        return sent;
    }

    @Override
    public CompletionStage<Void> send(Notification notification) {
        NotificationKey key = notification.key();
        asked.add(key);
        last = notification;
        Throwable failure = failures.get(key.itemId());
        if (failure != null) {
            return CompletableFuture.failedStage(failure);
        }
        CompletableFuture<Void> unfinished = held.get(key.itemId());
        if (unfinished != null) {
            return unfinished;
        }
        sent.add(key);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public Duration longestSend() {
        return Duration.ofSeconds(12);
    }
}
