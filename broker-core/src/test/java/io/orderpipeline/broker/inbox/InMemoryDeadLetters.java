package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Dead letters in memory, for tests. Thread-safe. */
public final class InMemoryDeadLetters implements DeadLetters {

    private final Map<String, DeadLetter> letters = new LinkedHashMap<>();

    @Override
    public synchronized CompletionStage<Void> record(DeadLetterChange change) {
        DeadLetter letter = letters.get(change.id());
        if (letter != null) {
            letters.put(change.id(), letter.with(change));
        } else if (change instanceof Died died) {
            letters.put(change.id(), DeadLetter.of(died));
        } else {
            return CompletableFuture.failedFuture(new IllegalStateException("no dead letter " + change.id()));
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized Optional<DeadLetter> find(String id) {
        return Optional.ofNullable(letters.get(id));
    }

    @Override
    public synchronized boolean isEmpty() {
        return letters.isEmpty();
    }

    @Override
    public synchronized List<DeadLetter> all() {
        return List.copyOf(letters.values());
    }
}
