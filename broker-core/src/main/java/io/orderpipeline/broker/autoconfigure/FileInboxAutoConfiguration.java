package io.orderpipeline.broker.autoconfigure;

import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.broker.inbox.file.FileDeadLetters;
import io.orderpipeline.broker.inbox.file.FileProcessedNotifications;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.startup.FailStop;
import io.orderpipeline.broker.startup.PipelineProperties;
import io.orderpipeline.broker.startup.StartupAutoConfiguration;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** The inbox of a service that handles events, as files in the service's folder. */
@AutoConfiguration(after = StartupAutoConfiguration.class)
@ConditionalOnBean(EventHandler.class)
@ConditionalOnProperty(name = "pipeline.store", havingValue = "file", matchIfMissing = true)
class FileInboxAutoConfiguration {

    @Bean
    JournalFolder notificationsFolder(PipelineProperties properties) {
        return JournalFolder.open(properties.notificationsFolder());
    }

    @Bean
    ProcessedNotifications processedNotifications(JournalFolder notificationsFolder, FailStop failStop) {
        return FileProcessedNotifications.open(notificationsFolder, InstantSource.system(), failStop);
    }

    @Bean
    DeadLetters deadLetters(JournalFolder notificationsFolder, FailStop failStop) {
        return FileDeadLetters.open(notificationsFolder, failStop);
    }
}
