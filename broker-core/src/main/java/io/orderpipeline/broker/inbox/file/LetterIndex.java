package io.orderpipeline.broker.inbox.file;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.LetterCount;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.broker.index.HashIndex;
import io.orderpipeline.broker.index.HashIndexLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The position of each letter on disk, and the data to find it by: about 160 bytes per letter, however large its event. On pages, letters
 * are numbered from 1, in the order in which their events first died.
 *
 * <p>Thread-safe.
 */
final class LetterIndex implements InboxMemory<DeadLetterChange> {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

    private final List<LetterEntry> letters = new ArrayList<>();
    /** The index in {@link #letters} by id. */
    private final HashIndex places = HashIndexLoader.withNumbers().load();

    /** The number of open letters per order, by a hash of the order's id. */
    private final Map<Integer, Integer> open = new HashMap<>();

    /** One shared copy of each cause; there are few different ones. */
    private final Map<String, String> causes = new HashMap<>();

    /** Letters as they were at one moment and, if more match, the position after which to continue. */
    record Page(List<LetterEntry> letters, OptionalLong next) {}

    synchronized Optional<LetterEntry> find(String id) {
        OptionalLong place = place(id);
        return place.isEmpty() ? Optional.empty() : Optional.of(letters.get((int) place.getAsLong()));
    }

    synchronized Page page(LetterFilter filter, long after, int limit) {
        List<LetterEntry> found = new ArrayList<>();
        for (int i = (int) Math.min(after, letters.size()); i < letters.size(); i++) {
            LetterEntry letter = letters.get(i);
            if (filter.matches(letter.state(), letter.cause())) {
                if (found.size() == limit) {
                    return new Page(found, OptionalLong.of(i));
                }
                found.add(letter);
            }
        }
        return new Page(found, OptionalLong.empty());
    }

    synchronized List<LetterCount> counts() {
        return letters.stream()
                .collect(groupingBy(letter -> new LetterCount(letter.state(), letter.cause(), 0), counting()))
                .entrySet()
                .stream()
                .map(kind ->
                        new LetterCount(kind.getKey().state(), kind.getKey().cause(), kind.getValue()))
                .toList();
    }

    synchronized boolean isOpenFor(Event event) {
        return mayBeOpenFor(event)
                && find(DeadLetter.idOf(event)).filter(LetterEntry::isOpen).isPresent();
    }

    /** True while a letter is open for the event's order, or for one whose id has the same hash. Needs no digest of the event. */
    synchronized boolean mayBeOpenFor(Event event) {
        return open.containsKey(orderOf(event));
    }

    @Override
    public synchronized boolean isNew(DeadLetterChange change) {
        if (!(change instanceof DeadLetterChange.Died) && place(change.id()).isEmpty()) {
            throw new IllegalStateException("there is no dead letter " + change.id());
        }
        return true;
    }

    @Override
    public synchronized void remember(DeadLetterChange change, long position) {
        OptionalLong place = place(change.id());
        if (place.isPresent()) {
            LetterEntry before = letters.get((int) place.getAsLong());
            LetterEntry now = before.with(change.state(), causeOf(change, before), position);
            letters.set((int) place.getAsLong(), now);
            if (now.isOpen() != before.isOpen()) {
                countOpen(now.order(), now.isOpen() ? 1 : -1);
            }
        } else if (change instanceof DeadLetterChange.Died died) {
            int order = orderOf(died.event());
            places.add(hashOf(HexFormat.fromHexDigitsToLong(died.id())), letters.size());
            letters.add(
                    new LetterEntry(order, change.state(), shared(died.failure().cause()), new long[] {position}));
            countOpen(order, 1);
        } else {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "the file changes dead letter %s before it died", change.id()));
        }
    }

    private void countOpen(int order, int added) {
        int letters = open.getOrDefault(order, 0) + added;
        if (letters == 0) {
            open.remove(order);
        } else {
            open.put(order, letters);
        }
    }

    private String causeOf(DeadLetterChange change, LetterEntry before) {
        return change instanceof DeadLetterChange.Died died
                ? shared(died.failure().cause())
                : before.cause();
    }

    private String shared(String cause) {
        return causes.computeIfAbsent(cause, same -> same);
    }

    private OptionalLong place(String id) {
        return ID.matcher(id).matches()
                ? places.number(hashOf(HexFormat.fromHexDigitsToLong(id)))
                : OptionalLong.empty();
    }

    /** An id is part of a SHA-256 and needs no further hashing. */
    private static Hash128 hashOf(long id) {
        return new Hash128(Long.reverse(id), id);
    }

    private static int orderOf(Event event) {
        return event instanceof OrderCreated created ? created.orderId().hashCode() : event.hashCode();
    }
}
