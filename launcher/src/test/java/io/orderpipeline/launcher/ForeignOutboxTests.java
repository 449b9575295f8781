package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.notifications.NotificationServiceApplication;
import io.orderpipeline.orders.OrderServiceApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The outbox of another folder, with as many events as this folder has orders. Whichever service starts first, only the orders of this
 * folder are notified.
 */
class ForeignOutboxTests {

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void exchangeTheOutbox() throws IOException {
        data = withOrders("own");
        DataFolder other = withOrders("foreign");
        Path outbox = Path.of("orders", "outbox.json");
        Files.copy(other.path().resolve(outbox), data.path().resolve(outbox), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void isNotDeliveredByBothServicesInOneProcess() {
        try (Pipeline pipeline = Pipeline.start(data.arguments())) {
            data.awaitDrained(pipeline.notifications());
        }
        assertThat(data.processedKeys()).containsExactlyInAnyOrder("own-1::item 1", "own-2::item 2");
    }

    @Test
    void isNotDeliveredByANotificationServiceThatStartsFirst() {
        try (ConfigurableApplicationContext notifications =
                        SpringApplication.run(NotificationServiceApplication.class, data.arguments());
                ConfigurableApplicationContext orders =
                        SpringApplication.run(OrderServiceApplication.class, data.arguments())) {
            assertThat(orders.isRunning()).isTrue();
            data.awaitDrained(notifications);
        }
        assertThat(data.processedKeys()).containsExactlyInAnyOrder("own-1::item 1", "own-2::item 2");
    }

    private DataFolder withOrders(String name) {
        DataFolder made = new DataFolder(folder.resolve(name));
        try (ConfigurableApplicationContext orders =
                SpringApplication.run(OrderServiceApplication.class, made.arguments())) {
            for (int number = 1; number <= 2; number++) {
                assertThat(Customer.of(orders)
                                .posts("{\"itemId\":[\"item " + number + "\"],\"orderId\":\"" + name + "-" + number
                                        + "\"}"))
                        .startsWith("202");
            }
        }
        return made;
    }
}
