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
 * What the notification service remembers of orders, also of those before its last start. Waits for each answer. Thread-safe.
 *
 * <p>Each method fails with a {@link java.util.concurrent.CompletionException} when the store cannot be asked, or does not answer in time.
 */
final class Inbox {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ProcessedNotifications processed;
    private final DeadLetters letters;

    Inbox(ProcessedNotifications processed, DeadLetters letters) {
        this.processed = processed;
        this.letters = letters;
    }

    /** Which items of the order are notified. */
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

    /** The letters by what became of them, with some of those that wait for an operator. */
    Letters letters(int limit) {
        List<LetterCount> counts = answer(letters.counts());
        long dead = sum(counts, DeadLetterState.DEAD);
        List<DeadLetter> oldest = dead == 0
                ? List.of()
                : answer(letters.page(new LetterFilter(DeadLetterState.DEAD, null), 0, limit))
                        .letters();
        return new Letters(dead, sum(counts, DeadLetterState.DISCARDED), oldest);
    }

    private static long sum(List<LetterCount> counts, DeadLetterState state) {
        return counts.stream()
                .filter(count -> count.state() == state)
                .mapToLong(LetterCount::letters)
                .sum();
    }

    private static <T> T answer(CompletionStage<T> asked) {
        return asked.toCompletableFuture()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /**
     * A look at the letters.
     *
     * @param dead      how many wait for an operator
     * @param discarded how many are given up
     * @param oldest    some of the dead ones, those that died first
     */
    record Letters(long dead, long discarded, List<DeadLetter> oldest) {}
}
