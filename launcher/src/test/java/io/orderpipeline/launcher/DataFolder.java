package io.orderpipeline.launcher;

import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.testkit.Drain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A data folder: what the services wrote there, and the arguments to run them on it. */
record DataFolder(Path path) {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    String[] arguments() {
        return new String[] {
            "--server.port=0",
            "--pipeline.management.orders-port=0",
            "--pipeline.management.notifications-port=0",
            "--pipeline.data-dir=" + path
        };
    }

    List<JsonNode> orders() {
        return records("orders/orders.json");
    }

    List<JsonNode> events() {
        return records("orders/outbox.json");
    }

    /** The processed keys, as {@code orderId::itemId}. */
    List<String> processedKeys() {
        return records("notifications/processed_notifications.json").stream()
                .map(key -> key.path("orderId").asString() + "::"
                        + key.path("itemId").asString())
                .toList();
    }

    /** Waits until every accepted order is notified. */
    void awaitDrained(ApplicationContext notificationService) {
        try {
            Drain.of(path, notificationService.getBean(OutboxRelay.class)).await(TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while events are delivered", e);
        }
    }

    /** The file is complete JSON only after the service that writes it has stopped. */
    private List<JsonNode> records(String file) {
        return JsonMapper.shared()
                .readTree(path.resolve(file).toFile())
                .valueStream()
                .toList();
    }
}
