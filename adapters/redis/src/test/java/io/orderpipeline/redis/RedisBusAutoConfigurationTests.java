package io.orderpipeline.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.EventSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RedisBusAutoConfigurationTests {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, RedisBusAutoConfiguration.class))
            .withPropertyValues("spring.application.name=test-service", "spring.data.redis.port=1");

    @Test
    void isQuietUntilItIsNamed() {
        service.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(EventPublisher.class)
                .doesNotHaveBean(EventSource.class)
                .doesNotHaveBean(RedisBusAutoConfiguration.class));
    }

    /** The broker is away all the while. */
    @Test
    void sendsForAServiceThatHandlesNoEvents() {
        service.withPropertyValues("pipeline.broker=redis").run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(EventPublisher.class)
                .doesNotHaveBean(EventSource.class));
    }

    @Test
    void receivesForAServiceThatHandlesEvents() {
        service.withPropertyValues("pipeline.broker=redis")
                .withBean(EventHandler.class, () -> delivery -> CompletableFuture.completedFuture(null))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(EventSource.class)
                        .doesNotHaveBean(EventPublisher.class));
    }
}
