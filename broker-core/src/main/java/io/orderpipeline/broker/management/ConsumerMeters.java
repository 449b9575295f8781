package io.orderpipeline.broker.management;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderpipeline.broker.wire.ConsumerStatus;
import io.orderpipeline.broker.wire.Consumption;

/** Metrics of a consumer, computed when scraped from counts that exist anyway. */
final class ConsumerMeters implements MeterBinder {

    private final Consumption consumption;

    ConsumerMeters(Consumption consumption) {
        this.consumption = consumption;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("events.received", consumption, Consumption::received)
                .description("Events received from the broker since the start, including redeliveries")
                .register(registry);
        Gauge.builder("events.in.hand", consumption, consumer -> consumer.status()
                        .inHand())
                .description("Events received but not yet acknowledged")
                .register(registry);
        gauge("consumer.disconnected", ConsumerStatus.State.DISCONNECTED, "the broker cannot be reached")
                .register(registry);
        gauge("consumer.outage", ConsumerStatus.State.OUTAGE, "events are received but cannot be delivered")
                .register(registry);
        gauge("consumer.stalled", ConsumerStatus.State.STALLED, "the consumer is stuck in one step")
                .register(registry);
    }

    private Gauge.Builder<Consumption> gauge(String name, ConsumerStatus.State state, String meaning) {
        return Gauge.builder(name, consumption, consumer -> consumer.status().state() == state ? 1 : 0)
                .description("1 while " + meaning);
    }
}
