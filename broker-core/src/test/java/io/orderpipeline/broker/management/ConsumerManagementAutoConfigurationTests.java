package io.orderpipeline.broker.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.broker.bus.InProcessEventBus;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.Consumption;
import io.orderpipeline.broker.wire.PolledSource;
import io.orderpipeline.broker.wire.ReceiveSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ConsumerManagementAutoConfigurationTests {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ConsumerManagementAutoConfiguration.class));

    private final Consumption consumption = new Consumption();
    private final PolledSource source = new PolledSource(
            group -> {
                throw new Outage("nobody listens");
            },
            ReceiveSettings.usual(),
            consumption);

    @Test
    void showsTheConsumerOfAServiceThatReceivesFromABroker() {
        service.withBean(Consumption.class)
                .run(context ->
                        assertThat(context).hasSingleBean(ConsumerHealth.class).hasSingleBean(ConsumerMeters.class));
    }

    @Test
    void showsNoneOnTheBusInsideOneJvm() {
        service.withBean(InProcessEventBus.class).run(context -> assertThat(context)
                .doesNotHaveBean(ConsumerHealth.class)
                .doesNotHaveBean(ConsumerMeters.class));
    }

    @Test
    void saysWhyNothingComesIn() {
        try (EventSource.Subscription subscription =
                source.subscribe("group", delivery -> CompletableFuture.completedFuture(null))) {
            assertThat(subscription).isNotNull();
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                Health health = new ConsumerHealth(consumption).health();
                assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                assertThat(health.getDetails()).containsEntry("reason", "nobody listens");
            });
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            new ConsumerMeters(consumption).bindTo(registry);
            assertThat(registry.get("consumer.disconnected").gauge().value()).isEqualTo(1);
            assertThat(registry.get("consumer.outage").gauge().value()).isZero();
        }
        assertThat(new ConsumerHealth(consumption).health().getStatus())
                .as("without a subscription")
                .isEqualTo(Status.DOWN);
    }
}
