package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.LetterCount;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.orders.placing.Order;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What the notification service has stored about orders, including those before its last start. Calls block. Thread-safe.
 *
 * <p>Each method fails with a {@link java.util.concurrent.CompletionException} when the store is unavailable or does not answer in time.
 */
record Inbox(ProcessedNotifications processed, DeadLetters letters) {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final LetterFilter DEAD = new LetterFilter(DeadLetterState.DEAD, null);
    private static final LetterFilter DISCARDED = new LetterFilter(DeadLetterState.DISCARDED, null);

    /** The notified items of the order. */
    Set<String> notified(Order order) {
        Set<NotificationKey> keys = order.itemIds().stream()
                .map(itemId -> new NotificationKey(order.orderId(), itemId))
                .collect(Collectors.toUnmodifiableSet());
        return answer(processed.processed(keys)).stream()
                .map(NotificationKey::itemId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The letter of the order's event, if it ever failed. */
    Optional<DeadLetter> letterOf(Order order) {
        return answer(
                letters.find(DeadLetter.idOf(new OrderCreated(order.orderId(), order.itemIds(), order.createdAt()))));
    }

    /** How many letters are dead and how many discarded, with the oldest dead ones. */
    Letters letters(int limit) {
        List<LetterCount> counts = answer(letters.counts());
        long dead = DEAD.sum(counts);
        List<DeadLetter> oldest =
                dead == 0 ? List.of() : answer(letters.page(DEAD, 0, limit)).letters();
        return new Letters(dead, DISCARDED.sum(counts), oldest);
    }

    private static <T> T answer(CompletionStage<T> asked) {
        return asked.toCompletableFuture()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /**
     * A summary of the letters.
     *
     * @param dead      how many are waiting for an operator
     * @param discarded how many an operator has discarded
     * @param oldest    the dead ones that died first, up to the limit
     */
    record Letters(long dead, long discarded, List<DeadLetter> oldest) {}
}
