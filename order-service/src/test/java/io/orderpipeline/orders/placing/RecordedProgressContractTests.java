package io.orderpipeline.orders.placing;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.DeadLetterChange.Discarded;
import io.orderpipeline.broker.inbox.DeadLetterChange.Redelivered;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.Failure;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** How far orders are, according to the records of any inbox. */
public abstract class RecordedProgressContractTests extends OrderProgressContractTests {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.120Z");

    /** A store may treat two changes with the same time as a repeat. */
    private Instant lastChange = NOON;

    protected abstract ProcessedNotifications processed();

    protected abstract DeadLetters letters();

    @Override
    protected void notifyOf(String orderId, List<String> itemIds) {
        await(processed()
                .record(itemIds.stream()
                        .map(itemId -> new NotificationKey(orderId, itemId))
                        .collect(Collectors.toUnmodifiableSet())));
    }

    @Override
    protected void die(Order order) {
        Instant at = later();
        change(new Died(eventOf(order), new Failure("notification-refused", "itemId=b: no", 5, NOON, at)));
    }

    @Override
    protected void redeliver(Order order) {
        change(new Redelivered(DeadLetter.idOf(eventOf(order)), later()));
    }

    @Override
    protected void discard(Order order) {
        change(new Discarded(DeadLetter.idOf(eventOf(order)), "no such customer", later()));
    }

    private Instant later() {
        lastChange = lastChange.plusSeconds(1);
        return lastChange;
    }

    private void change(DeadLetterChange change) {
        await(letters().record(change));
    }

    private static OrderCreated eventOf(Order order) {
        return new OrderCreated(order.orderId(), order.itemIds(), order.createdAt());
    }

    private static void await(CompletionStage<?> stage) {
        stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
