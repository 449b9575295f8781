package io.orderpipeline.broker.autoconfigure;

import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.StoppableHandler;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.InboxPreview;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.relay.ReplayPreview;
import io.orderpipeline.broker.relay.Replays;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The relay, in the service that has an {@link EventPublisher}: the order service when the bus is a broker, the subscriber's service when
 * the bus is inside one JVM. In that service, live delivery, catch-up after a crash and reading the outbox of an order service in another
 * process are one code path.
 */
@AutoConfiguration(after = {SubscriberAutoConfiguration.class, FileOutboxAutoConfiguration.class})
@ConditionalOnBean({EventPublisher.class, Outbox.class, Checkpoint.class})
@EnableConfigurationProperties(RelayProperties.class)
class RelayAutoConfiguration {

    /** Used only when no order service shares the JVM: otherwise its commits ring the bell. */
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

    /** When the inbox is in another service, behind a broker, a replay counts only its events. */
    @Bean
    Replays replays(
            Outbox outbox,
            EventPublisher bus,
            ObjectProvider<ProcessedNotifications> processed,
            ObjectProvider<DeadLetters> deadLetters) {
        ProcessedNotifications keys = processed.getIfAvailable();
        DeadLetters letters = deadLetters.getIfAvailable();
        ReplayPreview preview =
                keys == null || letters == null ? ReplayPreview.ofEventsOnly() : new InboxPreview(keys, letters);
        return new Replays(outbox, bus, preview);
    }

    @Bean
    RelayLifecycle relayLifecycle(OutboxRelay relay, Replays replays, ObjectProvider<StoppableHandler> handlers) {
        return new RelayLifecycle(relay, replays, handlers.stream().toList());
    }
}
