package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.bus.Outage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The events that could not be handled. Letters are never deleted; they only change their state.
 *
 * <p>Thread-safe. Only {@link #page} and {@link #find} may block their caller, to read from a disk; the stages may complete on any thread.
 * Each stage fails with an {@link Outage} when the store is unavailable, and otherwise only as stated.
 */
public interface DeadLetters {

    /**
     * Adds a change to the history of its letter; a {@link DeadLetterChange.Died} opens the letter if there is none.
     *
     * @return completes when the change is durable; fails with an {@link IllegalStateException} when there is no letter to change, and
     *     with an {@link IllegalArgumentException} when the change is larger than the store can ever take
     */
    CompletionStage<Void> record(DeadLetterChange change);

    /** The letter with this id, with all its durable changes. */
    CompletionStage<Optional<DeadLetter>> find(String id);

    /**
     * A page of the matching letters, in the order in which their events first died. A letter's position never changes, and new letters
     * are added at the end, so reading page by page shows every letter that existed at the start.
     *
     * @param after {@link LetterPage#next} of the page before; 0 for the first page
     * @param limit maximum number of letters, at least 1
     */
    CompletionStage<LetterPage> page(LetterFilter filter, long after, int limit);

    /** The number of letters by state and cause; combinations without letters are left out. */
    CompletionStage<List<LetterCount>> counts();

    /**
     * Whether the event has an open letter ({@link DeadLetter#isOpen}). Called for every event before it is handled, so it must cost almost
     * nothing while no letter is open for the event's order.
     */
    CompletionStage<Boolean> isOpenFor(Event event);
}
