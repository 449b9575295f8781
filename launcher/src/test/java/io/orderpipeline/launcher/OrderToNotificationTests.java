package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.notifications.NotificationServiceApplication;
import io.orderpipeline.orders.OrderServiceApplication;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class OrderToNotificationTests {

    private static final String ORDER = """
            {"itemId":["itemA","itemB"],"orderId":"123"}""";

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void useTheFolder() {
        data = new DataFolder(folder);
    }

    @Test
    void everyItemOfAnAcceptedOrderIsNotifiedOnce(CapturedOutput output) {
        try (Pipeline pipeline = Pipeline.start(data.arguments())) {
            assertThat(Customer.of(pipeline.orders()).posts(ORDER)).isEqualTo("202 {\"orderId\":\"123\"}");
            data.awaitDrained(pipeline.notifications());
        }

        assertThat(notificationsIn(output)).isEqualTo(2);
        assertThat(data.orders()).hasSize(1);
        assertThat(data.processedKeys()).containsExactlyInAnyOrder("123::itemA", "123::itemB");
        assertThat(data.events()).singleElement().satisfies(OrderToNotificationTests::isTheEventOfTheContract);
    }

    @Test
    void aRestartRefusesDuplicatesAndNotifiesNothingTwice(CapturedOutput output) {
        everyItemOfAnAcceptedOrderIsNotifiedOnce(output);

        try (Pipeline pipeline = Pipeline.start(data.arguments())) {
            Customer customer = Customer.of(pipeline.orders());
            assertThat(customer.posts(ORDER)).isEqualTo("409 {\"error\":\"duplicate orderId\"}");
            assertThat(customer.posts("{\"itemId\":[\"itemC\",\"itemB\"]}"))
                    .isEqualTo("409 {\"error\":\"duplicate item(s): itemB\"}");
            assertThat(customer.posts("{\"itemId\":[\"itemC\"],\"orderId\":\"124\"}"))
                    .startsWith("202");
            data.awaitDrained(pipeline.notifications());
        }

        assertThat(notificationsIn(output)).isEqualTo(3);
        assertThat(data.processedKeys()).containsExactlyInAnyOrder("123::itemA", "123::itemB", "124::itemC");
    }

    @Test
    void aNotificationServiceThatStartsLaterCatchesUp() {
        try (ConfigurableApplicationContext orders = run(OrderServiceApplication.class)) {
            assertThat(Customer.of(orders).posts(ORDER)).startsWith("202");
            try (ConfigurableApplicationContext notifications = run(NotificationServiceApplication.class)) {
                data.awaitDrained(notifications);
                assertThat(notifications.isRunning()).isTrue();
            }
        }

        assertThat(data.processedKeys()).containsExactlyInAnyOrder("123::itemA", "123::itemB");
    }

    @Test
    void aNotificationServiceThatStartsFirstWaitsForTheOrders() {
        try (ConfigurableApplicationContext notifications = run(NotificationServiceApplication.class);
                ConfigurableApplicationContext orders = run(OrderServiceApplication.class)) {
            assertThat(notifications.isRunning()).isTrue();
            assertThat(Customer.of(orders).posts(ORDER)).startsWith("202");
            data.awaitDrained(notifications);
        }

        assertThat(data.processedKeys()).containsExactlyInAnyOrder("123::itemA", "123::itemB");
    }

    private ConfigurableApplicationContext run(Class<?> service) {
        return SpringApplication.run(service, data.arguments());
    }

    private static void isTheEventOfTheContract(JsonNode event) {
        assertThat(event.path("type").asString()).isEqualTo("order.created");
        assertThat(event.path("version").asInt()).isEqualTo(1);
        assertThat(event.path("orderId").asString()).isEqualTo("123");
        assertThat(event.path("itemId").toString()).isEqualTo("[\"itemA\",\"itemB\"]");
        assertThat(event.path("createdAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    private static long notificationsIn(CapturedOutput output) {
        return output.getOut()
                .lines()
                .filter(line -> line.contains("🔔 notification.sent "))
                .count();
    }
}
