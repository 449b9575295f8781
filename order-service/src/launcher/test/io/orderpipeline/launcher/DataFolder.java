package io.orderpipeline.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the services left in their files, and the arguments to run them on it. */
record DataFolder(Path path) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

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

    /** Waits until a file that is being written has so many lines with records. */
    void awaitProcessedKeys(int count) {
        Path file = path.resolve("notifications/processed_notifications.json");
        Awaitility.await().atMost(PATIENCE).until(() -> {
            if (!Files.exists(file)) {
                return false;
            }
            try (Stream<String> lines = Files.lines(file)) {
                return lines.filter(line -> line.contains("{")).count() >= count;
            }
        });
    }

    /** Whole JSON once the service that writes the file has stopped. */
    private List<JsonNode> records(String file) {
        return JsonMapper.shared()
                .readTree(path.resolve(file).toFile())
                .valueStream()
                .toList();
    }
}
