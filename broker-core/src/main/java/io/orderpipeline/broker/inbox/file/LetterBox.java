package io.orderpipeline.broker.inbox.file;

import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The dead letters, as their durable changes have left them, in the order in which they died first. Thread-safe. */
final class LetterBox implements InboxMemory<DeadLetterChange> {

    private final Map<String, DeadLetter> letters = new LinkedHashMap<>();

    synchronized Optional<DeadLetter> find(String id) {
        return Optional.ofNullable(letters.get(id));
    }

    synchronized boolean isEmpty() {
        return letters.isEmpty();
    }

    synchronized List<DeadLetter> all() {
        return List.copyOf(letters.values());
    }

    @Override
    public synchronized boolean isNew(DeadLetterChange change) {
        if (!(change instanceof DeadLetterChange.Died) && !letters.containsKey(change.id())) {
            throw new IllegalStateException("there is no dead letter " + change.id());
        }
        return true;
    }

    @Override
    public synchronized void remember(DeadLetterChange change) {
        DeadLetter letter = letters.get(change.id());
        if (letter != null) {
            letters.put(change.id(), letter.with(change));
        } else if (change instanceof DeadLetterChange.Died died) {
            letters.put(died.id(), DeadLetter.of(died));
        } else {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "the file changes dead letter %s before it died", change.id()));
        }
    }
}
