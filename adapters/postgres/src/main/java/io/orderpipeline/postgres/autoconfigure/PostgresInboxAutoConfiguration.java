package io.orderpipeline.postgres.autoconfigure;

import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.broker.inbox.file.FileDeadLetters;
import io.orderpipeline.broker.outbox.file.OrdersLeftBehind;
import io.orderpipeline.broker.startup.FailStop;
import io.orderpipeline.broker.startup.PipelineProperties;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.inbox.PostgresDeadLetters;
import io.orderpipeline.postgres.inbox.PostgresProcessedNotifications;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The inbox of a service that handles events. */
@AutoConfiguration(
        after = PostgresAutoConfiguration.class,
        beforeName = "io.orderpipeline.broker.autoconfigure.SubscriberAutoConfiguration")
@ConditionalOnBean({Database.class, EventHandler.class})
class PostgresInboxAutoConfiguration {

    @Bean
    ProcessedNotifications processedNotifications(
            Database database, ProcessName process, PipelineProperties properties, FailStop failStop) {
        refuseFilesLeftBehind(properties);
        return new PostgresProcessedNotifications(database, process.value(), failStop);
    }

    /** Without a broker, orders left in files would still need notifications; with one, they may be the source of the events. */
    private static void refuseFilesLeftBehind(PipelineProperties properties) {
        FileDeadLetters.refuseLeftBehind(properties.notificationsFolder());
        if (properties.externalBroker().isEmpty()) {
            OrdersLeftBehind.refuse(properties.ordersFolder(), properties.notificationsFolder());
        }
    }

    @Bean
    DeadLetters deadLetters(Database database, FailStop failStop) {
        return new PostgresDeadLetters(database, failStop);
    }
}
