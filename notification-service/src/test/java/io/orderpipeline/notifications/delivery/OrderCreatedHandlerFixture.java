package io.orderpipeline.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.InMemoryDeadLetters;
import io.orderpipeline.broker.inbox.InMemoryProcessedNotifications;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.notifications.notification.NotifyCustomer;
import io.orderpipeline.notifications.notification.RecordingNotifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the handler needs in a test: a notifier and stores in memory, and a timer that the test advances. */
abstract class OrderCreatedHandlerFixture {

    static final RetryPolicy USUAL = new RetryPolicy(5, Duration.ofSeconds(1), 20_000);
    static final Event ORDER = new OrderCreated("123", List.of("itemA", "itemB"), Instant.EPOCH);
    static final NotificationKey ITEM_A = new NotificationKey("123", "itemA");
    static final NotificationKey ITEM_B = new NotificationKey("123", "itemB");

    final RecordingNotifier notifier = new RecordingNotifier();
    final InMemoryProcessedNotifications processed = new InMemoryProcessedNotifications();
    final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
    final HandMovedTimer timer = new HandMovedTimer();
    final OrderCreatedHandler handler = newHandler(deadLetters);

    private int others;

    OrderCreatedHandler newHandler(DeadLetters letters) {
        return newHandler(letters, USUAL);
    }

    OrderCreatedHandler newHandler(DeadLetters letters, RetryPolicy policy) {
        DeliveryAttempt attempt = new DeliveryAttempt(new NotifyCustomer(notifier, processed));
        return new OrderCreatedHandler(attempt, letters, policy, timer, timer);
    }

    void deliverAnother() {
        others++;
        assertThat(handle(order("other-" + others, "item-" + others))).isCompleted();
    }

    static Event order(String orderId, String... items) {
        return new OrderCreated(orderId, List.of(items), Instant.EPOCH);
    }

    CompletableFuture<Void> handle(Event event) {
        return handler.handle(new Delivery(event)).toCompletableFuture();
    }

    static @Nullable Throwable failureOf(CompletionStage<Void> stage) {
        return stage.handle((done, failure) -> failure instanceof CompletionException ? failure.getCause() : failure)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
