package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.notifications.NotificationServiceApplication;
import io.orderpipeline.orders.OrderServiceApplication;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** With a broker between the services the relay runs in the order service; the bus can be switched on existing data. */
class BrokerBetweenServicesTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void begin() {
        data = new DataFolder(folder);
        TestBroker.RUNNING.reset();
    }

    @AfterEach
    void end() {
        TestBroker.RUNNING.reset();
    }

    @Test
    void theOrderServicePublishesAndTheNotificationServiceConsumes() {
        try (ConfigurableApplicationContext notifications = notifications("test");
                ConfigurableApplicationContext orders = orders("test")) {
            place(orders, "1");
            awaitPublished(orders);
            awaitNotified("1");

            assertThat(get(orders, "/relay")).startsWith("200").contains("\"state\":\"RUNNING\",\"doneSeq\":1");
            assertThat(get(orders, "/health")).contains("\"relay\":{");
            assertThat(get(orders, "/prometheus"))
                    .contains("relay_outage 0.0", "relay_paused 0.0", "events_published_total 1.0", "outbox_size 0.0");
            assertThat(get(notifications, "/relay")).startsWith("404");
            assertThat(get(notifications, "/replay")).startsWith("404");
            assertThat(get(notifications, "/health")).doesNotContain("\"relay\"");
            assertThat(get(notifications, "/prometheus"))
                    .doesNotContain("relay_")
                    .contains("notifications_sent_total 1.0");
            assertThat(notifications.getBeanProvider(OutboxRelay.class).getIfAvailable())
                    .isNull();
        }

        assertThat(folder.resolve("orders/outbox-checkpoint-test.json")).isRegularFile();
        assertThat(folder.resolve("notifications/outbox-checkpoint.json")).doesNotExist();
    }

    @Test
    void theOrderServiceReplaysToTheBrokerAndTheInboxDropsWhatItKnows() {
        try (ConfigurableApplicationContext notifications = notifications("test");
                ConfigurableApplicationContext orders = orders("test")) {
            place(orders, "1", "2");
            awaitPublished(orders);
            awaitNotified("1", "2");
            assertThat(post(orders, "/replay", "{}"))
                    .startsWith("200")
                    .contains("\"state\":\"FINISHED\"", "\"dryRun\":true", "\"events\":2", "\"firstSeq\":1");
            assertThat(publishedOrders()).containsExactly("1", "2");
            assertThat(post(orders, "/replay", "{\"dryRun\":false,\"fromSeq\":2}"))
                    .contains("\"state\":\"FINISHED\"", "\"events\":1", "\"nextSeq\":3");
            assertThat(publishedOrders()).containsExactly("1", "2", "2");
            place(orders, "3");
            awaitNotified("1", "2", "3");
            assertThat(get(notifications, "/prometheus")).contains("notifications_sent_total 3.0");
        }
    }

    @Test
    void ordersAreTakenWhileTheBrokerIsDownAndDeliveredWhenItIsBack() {
        TestBroker.RUNNING.down(true);
        try (ConfigurableApplicationContext notifications = notifications("test");
                ConfigurableApplicationContext orders = orders("test")) {
            place(orders, "1", "2", "3");
            await().atMost(SOON).until(() -> get(orders, "/prometheus").contains("relay_outage 1.0"));
            assertThat(get(orders, "/prometheus")).contains("outbox_size 3.0");
            assertThat(get(orders, "/health")).startsWith("503").contains("\"state\":\"OUTAGE\"");
            assertThat(get(orders, "/health/readiness")).startsWith("200");
            assertThat(notifications.isRunning()).isTrue();

            TestBroker.RUNNING.down(false);
            awaitNotified("1", "2", "3");
        }
    }

    @Test
    void aNotificationServiceThatIsAwayGetsItsEventsFromTheBroker() {
        try (ConfigurableApplicationContext orders = orders("test")) {
            place(orders, "1", "2");
            awaitPublished(orders);
        }
        try (ConfigurableApplicationContext notifications = notifications("test")) {
            awaitNotified("1", "2");
            assertThat(notifications.isRunning()).isTrue();
        }
    }

    @Test
    void afterASwitchOfTheBusTheRelayContinuesWhereItWas() {
        try (ConfigurableApplicationContext notifications = notifications("in-process");
                ConfigurableApplicationContext orders = orders("in-process")) {
            place(orders, "1", "2");
            data.awaitDrained(notifications);
        }
        try (ConfigurableApplicationContext orders = orders("in-process")) {
            place(orders, "3");
        }
        assertThat(TestBroker.RUNNING.published()).isEmpty();

        try (ConfigurableApplicationContext notifications = notifications("test");
                ConfigurableApplicationContext orders = orders("test")) {
            place(orders, "4");
            awaitPublished(orders);
            awaitNotified("1", "2", "3", "4");
            assertThat(notifications.isRunning()).isTrue();
        }
        assertThat(publishedOrders()).containsExactly("3", "4");

        try (ConfigurableApplicationContext notifications = notifications("in-process");
                ConfigurableApplicationContext orders = orders("in-process")) {
            place(orders, "5");
            data.awaitDrained(notifications);
        }
        awaitNotified("1", "2", "3", "4", "5");
        assertThat(publishedOrders()).containsExactly("3", "4");
    }

    @Test
    void eventsLeftInAnAbandonedBrokerAreDeliveredFromTheOutbox() {
        try (ConfigurableApplicationContext orders = orders("test")) {
            place(orders, "1", "2");
            awaitPublished(orders);
        }
        try (ConfigurableApplicationContext notifications = notifications("in-process");
                ConfigurableApplicationContext orders = orders("in-process")) {
            place(orders, "3");
            data.awaitDrained(notifications);
        }
        awaitNotified("1", "2", "3");
    }

    @Test
    void eventsLeftInAnAbandonedBrokerAreDeliveredFromPostgres() {
        TestDatabase database = TestServer.emptyDatabase();
        String[] store = {
            "--pipeline.store=postgres",
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=" + database.user()
        };
        try (ConfigurableApplicationContext orders = orders("test", store)) {
            place(orders, "1", "2");
            awaitPublished(orders);
        }
        try (ConfigurableApplicationContext notifications = notifications("in-process", store)) {
            await().atMost(SOON).until(() -> database.query("select count(*) from processed_notifications where done")
                    .equals("2"));
            assertThat(notifications.isRunning()).isTrue();
        }
    }

    private ConfigurableApplicationContext orders(String broker, String... more) {
        return SpringApplication.run(OrderServiceApplication.class, arguments(broker, more));
    }

    private ConfigurableApplicationContext notifications(String broker, String... more) {
        return SpringApplication.run(NotificationServiceApplication.class, arguments(broker, more));
    }

    private String[] arguments(String broker, String... more) {
        return Stream.of(data.arguments(), more, new String[] {"--pipeline.broker=" + broker})
                .flatMap(Arrays::stream)
                .toArray(String[]::new);
    }

    private static void place(ApplicationContext orders, String... ids) {
        Customer customer = Customer.of(orders);
        for (String id : ids) {
            assertThat(customer.posts("{\"orderId\":\"" + id + "\",\"itemId\":[\"item-" + id + "\"]}"))
                    .startsWith("202");
        }
    }

    private static void awaitPublished(ApplicationContext orders) {
        OutboxRelay relay = orders.getBean(OutboxRelay.class);
        await().atMost(SOON).until(() -> relay.awaitDrained(SOON));
    }

    private void awaitNotified(String... ids) {
        String[] keys = Arrays.stream(ids).map(id -> id + "::item-" + id).toArray(String[]::new);
        await().atMost(SOON).ignoreExceptions().until(() -> data.processedKeys().size() >= keys.length);
        assertThat(data.processedKeys()).containsExactlyInAnyOrder(keys);
    }

    private static List<String> publishedOrders() {
        return TestBroker.RUNNING.published().stream()
                .map(delivery -> ((OrderCreated) delivery.event()).orderId())
                .toList();
    }

    private static String get(ApplicationContext service, String path) {
        return send(service, path, HttpRequest.newBuilder());
    }

    private static String post(ApplicationContext service, String path, String json) {
        return send(
                service,
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static String send(ApplicationContext service, String path, HttpRequest.Builder request) {
        String port = service.getEnvironment()
                .getProperty(
                        "local.management.port", service.getEnvironment().getRequiredProperty("local.server.port"));
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            request.uri(URI.create("http://localhost:" + port + "/actuator" + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
