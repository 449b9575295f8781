package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.relay.ReplayPreview;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Predicts from the inbox what a replay would do. Thread-safe. */
public final class InboxPreview implements ReplayPreview {

    private final ProcessedNotifications processed;
    private final DeadLetters deadLetters;

    public InboxPreview(ProcessedNotifications processed, DeadLetters deadLetters) {
        this.processed = processed;
        this.deadLetters = deadLetters;
    }

    @Override
    public CompletionStage<Expected> of(Event event) {
        return deadLetters
                .isOpenFor(event)
                .thenCompose(open ->
                        open ? CompletableFuture.completedStage(new Expected(0, 0, true)) : notificationsOf(event));
    }

    private CompletionStage<Expected> notificationsOf(Event event) {
        if (!(event instanceof OrderCreated order)) {
            return CompletableFuture.completedStage(new Expected(1, 0, false));
        }
        Set<NotificationKey> keys = order.itemId().stream()
                .map(item -> new NotificationKey(order.orderId(), item))
                .collect(Collectors.toUnmodifiableSet());
        return processed
                .processed(keys)
                .thenApply(known -> new Expected(keys.size() - known.size(), known.size(), false));
    }
}
