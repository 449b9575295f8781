package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderProgress;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The progress of orders, read from the inbox of the notification service in the same process. Thread-safe. */
record InboxProgress(Inbox inbox) implements OrderProgress {

    private static final Logger log = LoggerFactory.getLogger(InboxProgress.class);

    @Override
    public Optional<Reached> of(Order order) {
        try {
            return Optional.of(Reached.of(order, inbox.notified(order), () -> isDead(order)));
        } catch (CompletionException e) {
            // The order is shown without its progress.
            log.debug("progress.unknown cause={}", LogValue.quoted(e.getMessage()));
            return Optional.empty();
        }
    }

    private boolean isDead(Order order) {
        return inbox.letterOf(order)
                .map(DeadLetter::state)
                .filter(state -> state != DeadLetterState.REDELIVERED)
                .isPresent();
    }
}
