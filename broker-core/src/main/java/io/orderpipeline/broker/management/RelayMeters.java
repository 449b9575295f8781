package io.orderpipeline.broker.management;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.relay.RelayStatus.State;
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
        Gauge.builder("outbox.size", relay, watched -> watched.status().backlog())
                .description("Events not yet delivered")
                .register(registry);
        Gauge.builder("outbox.oldest.age", this, RelayMeters::secondsOfOldest)
                .description("Age of the oldest event not yet delivered, 0 when there is none")
                .baseUnit("seconds")
                .register(registry);
        gauge("relay.outage", State.OUTAGE, "the far end accepts no events").register(registry);
        gauge("relay.stalled", State.STALLED, "the relay is stuck in one step").register(registry);
        gauge("relay.paused", State.PAUSED, "an operator has paused the relay").register(registry);
        gauge("relay.standby", State.STANDBY, "the relay of another process publishes the events")
                .register(registry);
    }

    private Gauge.Builder<OutboxRelay> gauge(String name, State state, String meaning) {
        return Gauge.builder(name, relay, watched -> watched.status().state() == state ? 1 : 0)
                .description("1 while " + meaning);
    }

    private double secondsOfOldest() {
        Instant oldest = relay.status().oldestUndoneAt();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / MILLIS);
    }
}
