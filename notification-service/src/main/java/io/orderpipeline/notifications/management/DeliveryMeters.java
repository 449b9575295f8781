package io.orderpipeline.notifications.management;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.relay.RelayStatus;
import io.orderpipeline.notifications.notification.NotifyCustomer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How delivery goes, from counts that are kept anyway: nobody pays for them but who reads them. */
final class DeliveryMeters implements MeterBinder {

    private static final double MILLIS = 1_000;

    private final OutboxRelay relay;
    private final NotifyCustomer notifyCustomer;
    private final DeadLetters deadLetters;
    private final Clock clock;

    DeliveryMeters(OutboxRelay relay, NotifyCustomer notifyCustomer, DeadLetters deadLetters, Clock clock) {
        this.relay = relay;
        this.notifyCustomer = notifyCustomer;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("events.published", relay, OutboxRelay::published)
                .description("Events handed to the bus since the start; one that comes back counts again")
                .register(registry);
        FunctionCounter.builder("notifications.sent", notifyCustomer, NotifyCustomer::sent)
                .description("Notifications that their receiver took since the start")
                .register(registry);
        Gauge.builder("outbox.size", this, meters -> meters.relay.status().backlog())
                .description("Events that are not delivered yet")
                .register(registry);
        Gauge.builder("outbox.oldest.age", this, DeliveryMeters::secondsOfOldest)
                .description("Age of the oldest event that is not delivered yet, 0 when there is none")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("relay.outage", this, meters -> meters.isInOutage() ? 1 : 0)
                .description("1 while nobody can take events")
                .register(registry);
        Gauge.builder("dead.letters", this, DeliveryMeters::waitingLetters)
                .description("Dead letters that wait for an operator")
                .register(registry);
    }

    private double secondsOfOldest() {
        Instant oldest = relay.status().oldestUndoneAt();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / MILLIS);
    }

    private boolean isInOutage() {
        return relay.status().state() == RelayStatus.State.OUTAGE;
    }

    private long waitingLetters() {
        return deadLetters.all().stream()
                .filter(letter -> letter.state() == DeadLetterState.DEAD)
                .count();
    }
}
