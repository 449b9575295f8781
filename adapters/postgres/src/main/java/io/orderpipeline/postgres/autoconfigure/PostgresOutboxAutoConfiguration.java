package io.orderpipeline.postgres.autoconfigure;

import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.startup.PipelineProperties;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.outbox.CommitListener;
import io.orderpipeline.postgres.outbox.PostgresCheckpoint;
import io.orderpipeline.postgres.outbox.PostgresOutbox;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** What a relay needs; it costs nothing without one. */
@AutoConfiguration(
        after = PostgresAutoConfiguration.class,
        beforeName = {
            "io.orderpipeline.broker.autoconfigure.SubscriberAutoConfiguration",
            "io.orderpipeline.broker.autoconfigure.RelayAutoConfiguration"
        })
@ConditionalOnBean(Database.class)
class PostgresOutboxAutoConfiguration {

    @Bean
    Outbox outbox(Database database) {
        return new PostgresOutbox(database);
    }

    @Bean
    Checkpoint checkpoint(Database database, ProcessName process, PipelineProperties properties) {
        return new PostgresCheckpoint(database, process.value(), properties.externalBroker());
    }

    /** Rung when any order service commits; it also polls, in case a notification is lost. */
    @Bean
    CommitBell commitBell() {
        return CommitBell.polling(CommitListener.SAFETY_NET);
    }
}
