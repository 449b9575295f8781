package io.orderpipeline.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.EventSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What {@code pipeline.broker} enables. The broker is unavailable throughout. */
public abstract class BrokerSwitchContractTests {

    private final String broker;
    private final Class<?> bus;
    private final ApplicationContextRunner service;

    /**
     * @param client the type that connects to the broker
     * @param address a property with an address where nothing listens
     */
    protected BrokerSwitchContractTests(String broker, Class<?> client, Class<?> bus, String address) {
        this.broker = broker;
        this.bus = bus;
        service = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(client, bus))
                .withPropertyValues("spring.application.name=test-service", address);
    }

    @Test
    void isQuietUntilItIsNamed() {
        service.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(EventPublisher.class)
                .doesNotHaveBean(EventSource.class)
                .doesNotHaveBean(bus));
    }

    @Test
    void sendsForAServiceThatHandlesNoEvents() {
        named().run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(EventPublisher.class)
                .doesNotHaveBean(EventSource.class)
                .doesNotHaveBean(Consumption.class));
    }

    @Test
    void receivesForAServiceThatHandlesEvents() {
        named().withBean(EventHandler.class, () -> delivery -> CompletableFuture.completedFuture(null))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(EventSource.class)
                        .hasSingleBean(Consumption.class)
                        .doesNotHaveBean(EventPublisher.class));
    }

    private ApplicationContextRunner named() {
        return service.withPropertyValues("pipeline.broker=" + broker);
    }
}
