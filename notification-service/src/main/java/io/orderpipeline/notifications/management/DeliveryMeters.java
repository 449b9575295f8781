package io.orderpipeline.notifications.management;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.notifications.delivery.OrderCreatedHandler;
import io.orderpipeline.notifications.notification.NotifyCustomer;

/** Counts of notifications by result. They are kept anyway, so metrics cost something only when they are read. */
final class DeliveryMeters implements MeterBinder {

    private static final LetterFilter DEAD = new LetterFilter(DeadLetterState.DEAD, null);

    private final NotifyCustomer notifyCustomer;
    private final OrderCreatedHandler handler;
    private final DeadLetters deadLetters;
    private volatile long waiting;

    DeliveryMeters(NotifyCustomer notifyCustomer, OrderCreatedHandler handler, DeadLetters deadLetters) {
        this.notifyCustomer = notifyCustomer;
        this.handler = handler;
        this.deadLetters = deadLetters;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("notifications.sent", notifyCustomer, NotifyCustomer::sent)
                .description("Notifications that their receiver took since the start")
                .register(registry);
        FunctionCounter.builder("notifications.deduplicated", notifyCustomer, NotifyCustomer::repeats)
                .description("Notifications of repeated events that were not sent again since the start")
                .register(registry);
        Gauge.builder("notifications.parked", handler, OrderCreatedHandler::parkedNotifications)
                .description("Notifications of events that failed and wait for their next attempt")
                .register(registry);
        Gauge.builder("dead.letters", this, DeliveryMeters::waitingLetters)
                .description("Dead letters that wait for an operator")
                .register(registry);
    }

    /** When the store has to be asked over a network, the answer is shown to the next reader. */
    private long waitingLetters() {
        deadLetters.counts().thenAccept(counts -> waiting = DEAD.sum(counts));
        return waiting;
    }
}
