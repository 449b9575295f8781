package io.orderpipeline.orders.storage.file;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.CheckpointFile;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.broker.startup.FailStop;
import io.orderpipeline.broker.startup.PipelineProperties;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.storage.CommitProperties;
import io.orderpipeline.orders.storage.CommitStatistics;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps orders in files unless another store is chosen. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CommitProperties.class, OutboxProperties.class})
@ConditionalOnProperty(name = "pipeline.store", havingValue = "file", matchIfMissing = true)
class FileStorageConfiguration {

    /** Without a notification service in the same JVM nothing listens to it: that service polls the file. */
    @Bean
    @ConditionalOnMissingBean
    CommitBell commitBell() {
        return CommitBell.insideOneJvm();
    }

    @Bean
    JournalFolder ordersFolder(PipelineProperties properties) {
        return JournalFolder.open(properties.ordersFolder());
    }

    @Bean
    CommitStatistics commitStatistics() {
        return new CommitStatistics();
    }

    @Bean
    Orders orders(
            JournalFolder ordersFolder,
            CommitBell bell,
            PipelineProperties pipeline,
            OutboxProperties outbox,
            CommitProperties commit,
            CommitStatistics statistics,
            FailStop failStop) {
        return FileOrders.open(
                ordersFolder,
                bell,
                outbox.retention(() -> saved(pipeline).seq()),
                delivered(pipeline),
                commit.limits(),
                statistics,
                failStop);
    }

    /** Only where a notification service runs the relay: the outbox grows while that service is down. */
    @Bean
    @ConditionalOnProperty(name = "pipeline.broker", havingValue = "in-process", matchIfMissing = true)
    MeterBinder outboxMeters(JournalFolder ordersFolder, PipelineProperties pipeline) {
        FileOutbox outbox = new FileOutbox(ordersFolder.view());
        return registry -> Gauge.builder(
                        "outbox.size",
                        () -> Math.max(0, outbox.lastSeq() - delivered(pipeline).seq()))
                .description("Undelivered events, according to the checkpoint of the notification service")
                .register(registry);
    }

    @Bean
    MeterBinder segmentMeters(JournalFolder ordersFolder) {
        FileOutbox outbox = new FileOutbox(ordersFolder.view());
        return registry -> Gauge.builder(
                        "outbox.segments", () -> outbox.fileNames().size())
                .description("Outbox files: the current one and the closed ones, without the archive")
                .register(registry);
    }

    /** The start position while the checkpoint is unreadable (the relay logs this): everything is delivered again. */
    private static Position delivered(PipelineProperties pipeline) {
        try {
            return saved(pipeline);
        } catch (CheckpointUnreadableException e) {
            return Position.START;
        }
    }

    /** How far the relay has come, in whichever service it runs. */
    private static Position saved(PipelineProperties pipeline) {
        return CheckpointFile.of(
                        pipeline.externalBroker(),
                        FolderView.of(pipeline.ordersFolder()),
                        FolderView.of(pipeline.notificationsFolder()))
                .read();
    }
}
