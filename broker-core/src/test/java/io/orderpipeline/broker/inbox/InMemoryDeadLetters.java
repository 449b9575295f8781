package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Dead letters in memory, for tests. Thread-safe. */
public final class InMemoryDeadLetters implements DeadLetters {

    private final Map<String, DeadLetter> letters = new LinkedHashMap<>();

    @Override
    public synchronized CompletionStage<Void> record(DeadLetterChange change) {
        DeadLetter letter = letters.get(change.id());
        if (letter == null && !(change instanceof Died)) {
            return CompletableFuture.failedStage(new IllegalStateException("no dead letter " + change.id()));
        }
        List<DeadLetterChange> history = letter == null ? new ArrayList<>() : new ArrayList<>(letter.history());
        history.add(change);
        letters.put(change.id(), DeadLetter.of(history));
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Optional<DeadLetter>> find(String id) {
        return CompletableFuture.completedStage(letter(id));
    }

    @Override
    public synchronized CompletionStage<LetterPage> page(LetterFilter filter, long after, int limit) {
        List<DeadLetter> all = all();
        List<DeadLetter> found = new ArrayList<>();
        int position = (int) after;
        while (position < all.size() && found.size() < limit) {
            DeadLetter letter = all.get(position++);
            if (filter.matches(letter.state(), letter.failure().cause())) {
                found.add(letter);
            }
        }
        boolean more = all.stream()
                .skip(position)
                .anyMatch(letter ->
                        filter.matches(letter.state(), letter.failure().cause()));
        OptionalLong next = more ? OptionalLong.of(position) : OptionalLong.empty();
        return CompletableFuture.completedStage(new LetterPage(found, next));
    }

    @Override
    public CompletionStage<List<LetterCount>> counts() {
        Map<String, LetterCount> counts = new TreeMap<>();
        for (DeadLetter letter : all()) {
            LetterCount one = new LetterCount(letter.state(), letter.failure().cause(), 1);
            counts.merge(
                    one.state() + one.cause(),
                    one,
                    (a, b) -> new LetterCount(a.state(), a.cause(), a.letters() + b.letters()));
        }
        return CompletableFuture.completedStage(List.copyOf(counts.values()));
    }

    @Override
    public CompletionStage<Boolean> isOpenFor(Event event) {
        return CompletableFuture.completedStage(
                letter(DeadLetter.idOf(event)).filter(DeadLetter::isOpen).isPresent());
    }

    /** All letters, in the order in which their events first died. */
    public synchronized List<DeadLetter> all() {
        return List.copyOf(letters.values());
    }

    private synchronized Optional<DeadLetter> letter(String id) {
        return Optional.ofNullable(letters.get(id));
    }
}
