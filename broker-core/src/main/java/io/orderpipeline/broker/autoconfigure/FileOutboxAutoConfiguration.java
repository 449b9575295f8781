package io.orderpipeline.broker.autoconfigure;

import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.file.CheckpointFile;
import io.orderpipeline.broker.outbox.file.FileCheckpoint;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.broker.startup.PipelineProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** File storage for a service that publishes events: the outbox, and a checkpoint in the service's own folder. */
@AutoConfiguration(after = SubscriberAutoConfiguration.class)
@ConditionalOnBean(EventPublisher.class)
@ConditionalOnProperty(name = "pipeline.store", havingValue = "file", matchIfMissing = true)
class FileOutboxAutoConfiguration {

    @Bean
    Outbox outbox(PipelineProperties properties) {
        return new FileOutbox(FolderView.of(properties.ordersFolder()));
    }

    /** In the service's own folder: each service writes only there. */
    @Bean
    Checkpoint checkpoint(JournalFolder ownFolder, PipelineProperties properties) {
        return new FileCheckpoint(
                ownFolder,
                CheckpointFile.of(
                        properties.externalBroker(),
                        FolderView.of(properties.ordersFolder()),
                        FolderView.of(properties.notificationsFolder())));
    }
}
