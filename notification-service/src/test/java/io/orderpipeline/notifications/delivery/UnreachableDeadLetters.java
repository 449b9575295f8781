package io.orderpipeline.notifications.delivery;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.LetterCount;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.inbox.LetterPage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reports that no letter is open, and an outage for everything else. */
record UnreachableDeadLetters(String reason) implements DeadLetters {

    @Override
    public CompletionStage<Void> record(DeadLetterChange change) {
        return CompletableFuture.failedStage(new Outage(reason));
    }

    @Override
    public CompletionStage<Optional<DeadLetter>> find(String id) {
        return CompletableFuture.failedStage(new Outage(reason));
    }

    @Override
    public CompletionStage<LetterPage> page(LetterFilter filter, long after, int limit) {
        return CompletableFuture.failedStage(new Outage(reason));
    }

    @Override
    public CompletionStage<List<LetterCount>> counts() {
        return CompletableFuture.failedStage(new Outage(reason));
    }

    @Override
    public CompletionStage<Boolean> isOpenFor(Event event) {
        return CompletableFuture.completedStage(false);
    }
}
