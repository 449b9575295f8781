package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.bus.Outage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The events that could not be handled. None is ever forgotten: a letter only changes its state. Thread-safe. */
public interface DeadLetters {

    /**
     * Adds a change to the history of its letter; a {@link DeadLetterChange.Died} opens the letter if there is none.
     *
     * @return completes when the change is durable; fails with an {@link Outage} when it could not be made so,
     *     with an {@link IllegalStateException} when there is no letter to change, and with an {@link IllegalArgumentException} when it is
     *     larger than the store can ever take
     */
    CompletionStage<Void> record(DeadLetterChange change);

    /** The letter with this id, as its durable changes have left it. */
    Optional<DeadLetter> find(String id);

    /** Whether no event has ever died: then there is no need to compute the id of one that is looked for. */
    boolean isEmpty();

    /** All letters, in the order in which they died first. */
    List<DeadLetter> all();
}
