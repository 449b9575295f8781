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

/** What a service that publishes events reads from files: the outbox, and a checkpoint in its own folder. */
@AutoConfiguration(after = SubscriberAutoConfiguration.class)
@ConditionalOnBean(EventPublisher.class)
@ConditionalOnProperty(name = "pipeline.store", havingValue = "file", matchIfMissing = true)
class FileOutboxAutoConfiguration {

    @Bean
    Outbox outbox(PipelineProperties properties) {
        return new FileOutbox(FolderView.of(properties.ordersFolder()));
    }

    /** The folder is that of the service: each writes in its own one only. */
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
