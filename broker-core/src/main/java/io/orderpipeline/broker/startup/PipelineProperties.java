package io.orderpipeline.broker.startup;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings that both services share. An instance is always valid.
 *
 * @param dataDir    the folder that both services share; each writes only inside its own folder below
 * @param broker     how events travel from the outbox to their subscribers
 * @param store      where orders, events and processed notifications are kept
 * @param notifier   how customers are told
 * @param management the ports for operators, on loopback only
 */
@ConfigurationProperties(prefix = "pipeline")
public record PipelineProperties(
        @DefaultValue("data") String dataDir,
        @DefaultValue("in-process") Broker broker,
        @DefaultValue("file") Store store,
        @DefaultValue("log") Notifier notifier,
        @DefaultValue Management management) {

    public PipelineProperties {
        if (dataDir.isBlank()) {
            throw new PropertyRefusedException("pipeline.data-dir", dataDir, "name a folder");
        }
        if (!isPath(dataDir)) {
            throw new PropertyRefusedException(
                    "pipeline.data-dir", dataDir, "use characters of this locale; LC_ALL=C.UTF-8 has all");
        }
    }

    private static boolean isPath(String name) {
        try {
            return !Path.of(name).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Where the order service writes, as an absolute path. */
    public Path ordersFolder() {
        return dataFolder().resolve("orders");
    }

    /** Where the notification service writes, as an absolute path. */
    public Path notificationsFolder() {
        return dataFolder().resolve("notifications");
    }

    private Path dataFolder() {
        return Path.of(dataDir).toAbsolutePath().normalize();
    }

    /** Broker and store in the words of the start line, such as {@code broker+file}. */
    public String mode() {
        return broker.label + "+" + store.label;
    }

    /** How events travel. */
    public enum Broker {
        /** Inside one JVM; the relay runs beside the subscriber and follows the outbox file. */
        IN_PROCESS("broker"),
        /** Through Kafka. */
        KAFKA("kafka");

        private final String label;

        Broker(String label) {
            this.label = label;
        }
    }

    /** Where things are kept. */
    public enum Store {
        /** In JSON files below the data folder. */
        FILE("file"),
        /** In tables of a PostgreSQL database. */
        POSTGRES("postgres");

        private final String label;

        Store(String label) {
            this.label = label;
        }
    }

    /** How customers are told. */
    public enum Notifier {
        /** A line in the log for each notification. */
        LOG,
        /** A signed request for each notification. */
        WEBHOOK
    }

    /**
     * The management ports.
     *
     * @param ordersPort        of the order service, 0 to 65535; 0 picks a free one
     * @param notificationsPort of the notification service, 0 to 65535; 0 picks a free one
     */
    public record Management(
            @DefaultValue("8081") int ordersPort,
            @DefaultValue("8082") int notificationsPort) {

        public Management {
            Ports.require("pipeline.management.orders-port", ordersPort);
            Ports.require("pipeline.management.notifications-port", notificationsPort);
        }
    }
}
