package io.orderpipeline.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.EventSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RabbitBusAutoConfigurationTests {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(RabbitAutoConfiguration.class, RabbitBusAutoConfiguration.class))
            .withPropertyValues("spring.application.name=test-service", "spring.rabbitmq.port=1");

    @Test
    void isQuietUntilItIsNamed() {
        service.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(EventPublisher.class)
                .doesNotHaveBean(EventSource.class)
                .doesNotHaveBean(RabbitBusAutoConfiguration.class));
    }

    /** The broker is away all the while. */
    @Test
    void sendsForAServiceThatHandlesNoEvents() {
        service.withPropertyValues("pipeline.broker=rabbitmq").run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(EventPublisher.class)
                .doesNotHaveBean(EventSource.class));
    }

    @Test
    void receivesForAServiceThatHandlesEvents() {
        service.withPropertyValues("pipeline.broker=rabbitmq")
                .withBean(EventHandler.class, () -> delivery -> CompletableFuture.completedFuture(null))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(EventSource.class)
                        .doesNotHaveBean(EventPublisher.class));
    }
}
