package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.TraceHeaders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes the events of a replay and counts each once it is done; a dry run only counts. Thread-safe. */
final class ReplayPublisher implements EventPublisher {

    private final EventPublisher bus;
    private final ReplayPreview preview;
    private final boolean dryRun;

    private final AtomicLong events = new AtomicLong();
    private final AtomicLong notProcessed = new AtomicLong();
    private final AtomicLong alreadyProcessed = new AtomicLong();
    private final AtomicLong deadLetters = new AtomicLong();

    ReplayPublisher(EventPublisher bus, ReplayPreview preview, boolean dryRun) {
        this.bus = bus;
        this.preview = preview;
        this.dryRun = dryRun;
    }

    boolean isDryRun() {
        return dryRun;
    }

    @Override
    public CompletionStage<Void> publish(Delivery delivery) {
        return preview.of(delivery.event())
                .thenCompose(expected -> handOver(delivery).thenAccept(done -> count(expected)));
    }

    private CompletionStage<Void> handOver(Delivery delivery) {
        return dryRun ? CompletableFuture.completedStage(null) : bus.publish(linked(delivery));
    }

    /** A replay is not part of the request that the event came from, so it only links to that trace. */
    private static Delivery linked(Delivery delivery) {
        return new Delivery(
                delivery.event(), TraceHeaders.linked(delivery.headers()), delivery.committedAt(), delivery.onParked());
    }

    private void count(ReplayPreview.Expected expected) {
        events.incrementAndGet();
        notProcessed.addAndGet(expected.notProcessed());
        alreadyProcessed.addAndGet(expected.alreadyProcessed());
        deadLetters.addAndGet(expected.deadLetter() ? 1 : 0);
    }

    long events() {
        return events.get();
    }

    long notProcessed() {
        return notProcessed.get();
    }

    long alreadyProcessed() {
        return alreadyProcessed.get();
    }

    long deadLetters() {
        return deadLetters.get();
    }
}
