package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.TraceHeaders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Publishes the events of a replay and counts each once it is done; a dry run only counts. Thread-safe. */
final class ReplayPublisher implements EventPublisher {

    private final EventPublisher bus;
    private final ReplayPreview preview;
    private final boolean dryRun;

    private Counts counts = new Counts(0, 0, 0, 0);

    ReplayPublisher(EventPublisher bus, ReplayPreview preview, boolean dryRun) {
        this.bus = bus;
        this.preview = preview;
        this.dryRun = dryRun;
    }

    /** What was counted so far, as in {@link ReplayProgress}. */
    record Counts(long events, long notProcessed, long alreadyProcessed, long deadLetters) {}

    synchronized Counts counts() {
        return counts;
    }

    private synchronized void count(ReplayPreview.Expected event) {
        counts = new Counts(
                counts.events + 1,
                counts.notProcessed + event.notProcessed(),
                counts.alreadyProcessed + event.alreadyProcessed(),
                counts.deadLetters + (event.deadLetter() ? 1 : 0));
    }

    boolean isDryRun() {
        return dryRun;
    }

    @Override
    public CompletionStage<Void> publish(Delivery delivery) {
        return preview.of(delivery.event())
                .thenCompose(expected -> handOver(delivery).thenRun(() -> count(expected)));
    }

    private CompletionStage<Void> handOver(Delivery delivery) {
        return dryRun ? CompletableFuture.completedStage(null) : bus.publish(linked(delivery));
    }

    /** A replay is not part of the request that the event came from, so it only links to that trace. */
    private static Delivery linked(Delivery delivery) {
        return new Delivery(
                delivery.event(), TraceHeaders.linked(delivery.headers()), delivery.committedAt(), delivery.onParked());
    }
}
