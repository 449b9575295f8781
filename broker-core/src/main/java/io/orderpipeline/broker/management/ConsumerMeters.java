package io.orderpipeline.broker.management;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderpipeline.broker.wire.ConsumerStatus;
import io.orderpipeline.broker.wire.Consumption;

/** What comes in from a broker, from counts that are kept anyway: only a reader of the metrics pays for them. */
final class ConsumerMeters implements MeterBinder {

    private final Consumption consumption;

    ConsumerMeters(Consumption consumption) {
        this.consumption = consumption;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("events.received", consumption, Consumption::received)
                .description(
                        "Events received from the broker since the start; one that is delivered again counts again")
                .register(registry);
        Gauge.builder("events.in.hand", consumption, consumer -> consumer.status()
                        .inHand())
                .description("Events that were received and are not acknowledged")
                .register(registry);
        gauge("consumer.disconnected", ConsumerStatus.State.DISCONNECTED, "the broker is out of reach")
                .register(registry);
        gauge("consumer.outage", ConsumerStatus.State.OUTAGE, "events are received, but cannot be handed on")
                .register(registry);
        gauge("consumer.stalled", ConsumerStatus.State.STALLED, "the consumer is stuck in one step")
                .register(registry);
    }

    private Gauge.Builder<Consumption> gauge(String name, ConsumerStatus.State state, String meaning) {
        return Gauge.builder(name, consumption, consumer -> consumer.status().state() == state ? 1 : 0)
                .description("1 while " + meaning);
    }
}
