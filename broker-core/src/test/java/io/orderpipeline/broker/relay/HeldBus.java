package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventPublisher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A bus whose publications the test completes explicitly. The order ids are numbers, equal to the seq. */
final class HeldBus implements EventPublisher {

    final List<Long> published = new ArrayList<>();
    final Map<Long, CompletableFuture<Void>> inFlight = new HashMap<>();

    final Map<Long, Runnable> onParked = new HashMap<>();

    /** When set, every publication fails with it at once. */
    @Nullable
    RuntimeException failure;

    @Override
    public CompletionStage<Void> publish(Delivery delivery) {
        long seq = Long.parseLong(((OrderCreated) delivery.event()).orderId());
        published.add(seq);
        onParked.put(seq, delivery.onParked());
        if (failure != null) {
            return CompletableFuture.failedStage(failure);
        }
        CompletableFuture<Void> publication = new CompletableFuture<>();
        if (inFlight.put(seq, publication) != null) {
            throw new AssertionError("seq " + seq + " was published while in flight");
        }
        return publication;
    }

    void finish(long... seqs) {
        for (long seq : seqs) {
            take(seq).complete(null);
        }
    }

    /** Has the subscriber keep the event for a later attempt. */
    void park(long seq) {
        onParked.getOrDefault(seq, () -> {}).run();
    }

    void fail(long seq, RuntimeException problem) {
        take(seq).completeExceptionally(problem);
    }

    private CompletableFuture<Void> take(long seq) {
        CompletableFuture<Void> publication = inFlight.remove(seq);
        if (publication == null) {
            throw new AssertionError("seq " + seq + " is not in flight");
        }
        return publication;
    }

    /** The seqs published since the last call. */
    List<Long> takePublished() {
        List<Long> taken = List.copyOf(published);
        published.clear();
        return taken;
    }
}
