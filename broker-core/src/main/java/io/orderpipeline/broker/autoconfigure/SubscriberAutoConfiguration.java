package io.orderpipeline.broker.autoconfigure;

import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.broker.bus.InProcessEventBus;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.startup.StartupAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * What a service has that handles events: inside one JVM the relay runs beside the subscriber, so that live delivery,
 * catch-up after a crash and an order service in another process are the same code path.
 */
@AutoConfiguration(after = {StartupAutoConfiguration.class, FileStoreAutoConfiguration.class})
@ConditionalOnBean(EventHandler.class)
@ConditionalOnProperty(name = "pipeline.broker", havingValue = "in-process", matchIfMissing = true)
@EnableConfigurationProperties(RelayProperties.class)
class SubscriberAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean({EventPublisher.class, EventSource.class})
    InProcessEventBus eventBus() {
        return new InProcessEventBus();
    }

    /** Only where no order service shares the JVM, whose commits would ring a bell of the parent context. */
    @Bean
    @ConditionalOnMissingBean
    CommitBell commitBell(RelayProperties properties) {
        return CommitBell.polling(properties.pollInterval());
    }

    @Bean
    @ConditionalOnMissingBean
    OutboxRelay outboxRelay(
            Outbox outbox, EventPublisher bus, Checkpoint checkpoint, CommitBell bell, RelayProperties properties) {
        return new OutboxRelay(outbox, bus, checkpoint, bell, properties.settings());
    }

    @Bean
    RelayLifecycle relayLifecycle(OutboxRelay relay, EventSource bus, EventHandler handler, Environment environment) {
        return new RelayLifecycle(relay, bus, handler, environment.getRequiredProperty("spring.application.name"));
    }
}
