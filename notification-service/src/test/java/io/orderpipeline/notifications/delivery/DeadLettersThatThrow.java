package io.orderpipeline.notifications.delivery;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.LetterCount;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.inbox.LetterPage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Throws an error from every method instead of returning a failed stage, as when memory runs out. */
record DeadLettersThatThrow(Error error) implements DeadLetters {

    @Override
    public CompletionStage<Void> record(DeadLetterChange change) {
        throw error;
    }

    @Override
    public CompletionStage<Optional<DeadLetter>> find(String id) {
        throw error;
    }

    @Override
    public CompletionStage<LetterPage> page(LetterFilter filter, long after, int limit) {
        throw error;
    }

    @Override
    public CompletionStage<List<LetterCount>> counts() {
        throw error;
    }

    @Override
    public CompletionStage<Boolean> isOpenFor(Event event) {
        throw error;
    }
}
