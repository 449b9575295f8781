package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Hands entries of the outbox to one subscriber again, beside live delivery. What was processed stays processed, so that replaying
 * everything on a consistent system sends nothing.
 *
 * <p>Thread-safe.
 */
public final class Replay {

    private final Outbox outbox;
    private final EventHandler handler;
    private final ProcessedNotifications processed;
    private final DeadLetters deadLetters;

    public Replay(Outbox outbox, EventHandler handler, ProcessedNotifications processed, DeadLetters deadLetters) {
        this.outbox = outbox;
        this.handler = handler;
        this.processed = processed;
        this.deadLetters = deadLetters;
    }

    /** Starts to count what a replay of the range would do, and does nothing of it. */
    public ReplayRun dryRun(ReplayRange range) {
        return start(range, new ReplayRun(range, true, Duration.ZERO));
    }

    /**
     * Starts a replay of what is in the range now.
     *
     * @param eventsPerSecond how many events to hand over in a second at most, at least 1
     */
    public ReplayRun start(ReplayRange range, int eventsPerSecond) {
        if (eventsPerSecond < 1) {
            throw new IllegalArgumentException("a replay needs at least 1 event a second, not " + eventsPerSecond);
        }
        return start(range, new ReplayRun(range, false, Duration.ofSeconds(1).dividedBy(eventsPerSecond)));
    }

    private ReplayRun start(ReplayRange range, ReplayRun run) {
        long last = Math.min(range.toSeq(), outbox.lastSeq());
        run.start(() -> replay(range, last, run));
        return run;
    }

    private void replay(ReplayRange range, long last, ReplayRun run) throws InterruptedException {
        try (OutboxCursor cursor = outbox.after(range.fromSeq() - 1)) {
            OutboxEntry entry = cursor.next();
            while (entry != null && entry.seq() <= last && run.goesOn()) {
                if (range.contains(entry.event())) {
                    replay(entry, run);
                }
                entry = cursor.next();
            }
        }
    }

    private void replay(OutboxEntry entry, ReplayRun run) throws InterruptedException {
        count(entry.event(), run);
        if (!run.isDryRun()) {
            run.handOver(entry.seq(), () -> handler.handle(new Delivery(entry.event(), entry.headers())));
        }
    }

    private void count(Event event, ReplayRun run) {
        if (join(deadLetters.isOpenFor(event))) {
            run.countDeadLetter();
        } else if (event instanceof OrderCreated order) {
            Set<NotificationKey> keys = order.itemId().stream()
                    .map(item -> new NotificationKey(order.orderId(), item))
                    .collect(Collectors.toUnmodifiableSet());
            long known = join(processed.processed(keys)).size();
            run.count(keys.size() - known, known);
        } else {
            run.count(1, 0);
        }
    }

    private static <T> T join(CompletionStage<T> answer) {
        return answer.toCompletableFuture().join();
    }
}
