package io.orderpipeline.launcher;

import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.EventSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Connects a service to the {@link TestBroker}: as consumer if it handles events, otherwise as publisher. */
@AutoConfiguration(beforeName = "io.orderpipeline.broker.autoconfigure.SubscriberAutoConfiguration")
@ConditionalOnProperty(name = "pipeline.broker", havingValue = "test")
class TestBrokerAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(EventHandler.class)
    EventPublisher eventPublisher() {
        return TestBroker.RUNNING::publish;
    }

    @Bean
    @ConditionalOnBean(EventHandler.class)
    EventSource eventSource() {
        return TestBroker.RUNNING::subscribe;
    }
}
