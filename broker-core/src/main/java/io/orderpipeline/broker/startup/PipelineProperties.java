package io.orderpipeline.broker.startup;

import jakarta.validation.Valid;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings shared by both services.
 *
 * @param dataDir    the folder shared by both services; each writes only to its own subfolder
 * @param broker     how events get from the outbox to their subscribers: the name of an adapter
 * @param store      where orders, events and processed notifications are kept: the name of an adapter
 * @param notifier   how customers are notified: the name of an adapter
 * @param management the ports for operators
 */
@Validated
@ConfigurationProperties(prefix = "pipeline")
public record PipelineProperties(
        @DefaultValue(PipelineProperties.DATA_DIR) @FolderName
        String dataDir,

        @DefaultValue(PipelineProperties.IN_PROCESS) String broker,
        @DefaultValue(PipelineProperties.STORE) String store,
        @DefaultValue("log") String notifier,
        @DefaultValue @Valid Management management) {

    static final String DATA_DIR = "data";
    static final String IN_PROCESS = "in-process";
    static final String STORE = "file";

    /** Where the order service writes, as an absolute path. */
    public Path ordersFolder() {
        return dataFolder().resolve("orders");
    }

    /** Where the notification service writes, as an absolute path. */
    public Path notificationsFolder() {
        return dataFolder().resolve("notifications");
    }

    /** The broker between the services; empty when the bus is inside one JVM, where the relay runs in the subscriber's service. */
    public Optional<String> externalBroker() {
        return external(broker);
    }

    static Optional<String> external(String broker) {
        return broker.equals(IN_PROCESS) ? Optional.empty() : Optional.of(broker);
    }

    private Path dataFolder() {
        return Path.of(dataDir).toAbsolutePath().normalize();
    }

    /**
     * The management ports.
     *
     * @param address           local address on which both services listen; the ports are read-only on any address but loopback
     * @param ordersPort        of the order service, 0 to 65535; 0 picks a free one
     * @param notificationsPort of the notification service, 0 to 65535; 0 picks a free one
     */
    public record Management(
            @DefaultValue("127.0.0.1") InetAddress address,

            @DefaultValue("8081") @Range(max = 65_535, message = "{pipeline.port}")
            int ordersPort,

            @DefaultValue("8082") @Range(max = 65_535, message = "{pipeline.port}")
            int notificationsPort) {}
}
