package io.orderpipeline.broker.autoconfigure;

import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.broker.bus.InProcessEventBus;
import io.orderpipeline.broker.startup.StartupAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Subscribes a service that handles events to the configured bus. */
@AutoConfiguration(after = {StartupAutoConfiguration.class, FileInboxAutoConfiguration.class})
@ConditionalOnBean(EventHandler.class)
class SubscriberAutoConfiguration {

    /** Both ends of this bus are in the subscriber's service, so the relay runs there too. */
    @Bean
    @ConditionalOnProperty(name = "pipeline.broker", havingValue = "in-process", matchIfMissing = true)
    InProcessEventBus eventBus() {
        return new InProcessEventBus();
    }

    @Bean
    SubscriptionLifecycle subscriptionLifecycle(EventSource bus, EventHandler handler, Environment environment) {
        return new SubscriptionLifecycle(bus, handler, environment.getRequiredProperty("spring.application.name"));
    }
}
