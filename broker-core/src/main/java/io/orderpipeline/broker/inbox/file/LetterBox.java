package io.orderpipeline.broker.inbox.file;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.LetterCount;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.inbox.LetterPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The letters, as their durable changes have left them, in the order in which they failed first. Thread-safe. */
final class LetterBox implements InboxMemory<DeadLetterChange> {

    private final Map<String, DeadLetter> letters = new LinkedHashMap<>();

    synchronized Optional<DeadLetter> find(String id) {
        return Optional.ofNullable(letters.get(id));
    }

    synchronized LetterPage page(LetterFilter filter, long after, int limit) {
        List<DeadLetter> found = new ArrayList<>();
        long position = 0;
        for (DeadLetter letter : letters.values()) {
            position++;
            if (position > after
                    && filter.matches(letter.state(), letter.failure().cause())) {
                if (found.size() == limit) {
                    return new LetterPage(found, OptionalLong.of(position - 1));
                }
                found.add(letter);
            }
        }
        return new LetterPage(found, OptionalLong.empty());
    }

    synchronized List<LetterCount> counts() {
        return letters.values().stream()
                .collect(groupingBy(
                        letter ->
                                new LetterCount(letter.state(), letter.failure().cause(), 0),
                        counting()))
                .entrySet()
                .stream()
                .map(kind ->
                        new LetterCount(kind.getKey().state(), kind.getKey().cause(), kind.getValue()))
                .toList();
    }

    synchronized boolean isOpenFor(Event event) {
        return !letters.isEmpty()
                && find(DeadLetter.idOf(event)).filter(DeadLetter::isOpen).isPresent();
    }

    @Override
    public synchronized boolean isNew(DeadLetterChange change) {
        if (!(change instanceof DeadLetterChange.Failed) && !letters.containsKey(change.id())) {
            throw new IllegalStateException("there is no dead letter " + change.id());
        }
        return true;
    }

    @Override
    public synchronized void remember(DeadLetterChange change, long position) {
        DeadLetter letter = letters.get(change.id());
        if (letter != null) {
            letters.put(change.id(), letter.with(change));
        } else if (change instanceof DeadLetterChange.Failed failed) {
            letters.put(failed.id(), DeadLetter.of(failed));
        } else {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "the file changes dead letter %s before it died", change.id()));
        }
    }
}
