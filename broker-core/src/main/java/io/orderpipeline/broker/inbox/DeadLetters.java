package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.bus.Outage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The events that could not be handled. None is ever forgotten: a letter only changes its state.
 *
 * <p>Thread-safe. No method but {@link #page} and {@link #find}, which may read from a disk, takes its caller's time; the stages may
 * complete on any thread. Each fails with an {@link Outage} when the store cannot be asked now, and in no other way than the ones named.
 */
public interface DeadLetters {

    /**
     * Adds a change to the history of its letter; a {@link DeadLetterChange.Died} opens the letter if there is none.
     *
     * @return completes when the change is durable; fails with an {@link IllegalStateException} when there is no letter to change, and
     *     with an {@link IllegalArgumentException} when the change is larger than the store can ever take
     */
    CompletionStage<Void> record(DeadLetterChange change);

    /** The letter with this id, as its durable changes have left it. */
    CompletionStage<Optional<DeadLetter>> find(String id);

    /**
     * A page of the letters that match, in the order in which their events died first. A letter keeps its position whatever becomes of it,
     * and new letters come behind all others, so that going from page to page sees every letter that was there at the start.
     *
     * @param after the position that the page before gave; 0 for the first page
     * @param limit most letters of the page, at least 1
     */
    CompletionStage<LetterPage> page(LetterFilter filter, long after, int limit);

    /** How many letters there are, by state and cause; a kind without letters is left out. */
    CompletionStage<List<LetterCount>> counts();

    /**
     * Whether the event has a letter that is open ({@link DeadLetter#isOpen}). Asked for every event before it is handled: it costs
     * next to nothing while no letter is open for the event's order.
     */
    CompletionStage<Boolean> isOpenFor(Event event);
}
