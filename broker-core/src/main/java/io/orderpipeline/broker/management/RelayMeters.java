package io.orderpipeline.broker.management;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.relay.RelayStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Metrics of the relay, computed when scraped from counts that exist anyway. */
final class RelayMeters implements MeterBinder {

    private static final double MILLIS = 1_000;

    private final OutboxRelay relay;
    private final Clock clock;

    RelayMeters(OutboxRelay relay, Clock clock) {
        this.relay = relay;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("events.published", relay, OutboxRelay::published)
                .description("Events published to the bus since the start, including retries")
                .register(registry);
        FunctionCounter.builder("events.publish.failures", relay, OutboxRelay::publishFailures)
                .description("Failed publications since the start; their events are published again")
                .register(registry);
        Gauge.builder("outbox.size", this, meters -> meters.relay.status().backlog())
                .description("Events not yet delivered")
                .register(registry);
        Gauge.builder("outbox.oldest.age", this, RelayMeters::secondsOfOldest)
                .description("Age of the oldest event not yet delivered, 0 when there is none")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("relay.outage", this, meters -> meters.is(RelayStatus.State.OUTAGE) ? 1 : 0)
                .description("1 while the far end accepts no events")
                .register(registry);
        Gauge.builder("relay.stalled", this, meters -> meters.is(RelayStatus.State.STALLED) ? 1 : 0)
                .description("1 while the relay is stuck in one step")
                .register(registry);
        Gauge.builder("relay.paused", this, meters -> meters.is(RelayStatus.State.PAUSED) ? 1 : 0)
                .description("1 while an operator has paused the relay")
                .register(registry);
        Gauge.builder("relay.standby", this, meters -> meters.is(RelayStatus.State.STANDBY) ? 1 : 0)
                .description("1 while the relay of another process publishes the events")
                .register(registry);
    }

    private double secondsOfOldest() {
        Instant oldest = relay.status().oldestUndoneAt();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / MILLIS);
    }

    private boolean is(RelayStatus.State state) {
        return relay.status().state() == state;
    }
}
