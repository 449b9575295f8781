package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.orderpipeline.launcher.TraceReceiver.Exported;
import io.orderpipeline.notifications.NotificationServiceApplication;
import io.orderpipeline.orders.OrderServiceApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A trace from the request to the notification, as received by a collector. */
@ExtendWith(OutputCaptureExtension.class)
class TracesTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String ORDER = "{\"orderId\":\"123\",\"itemId\":[\"itemA\"]}";
    private static final String REQUEST = "http post /orders";
    private static final String ATTEMPT = "order.created process";
    private static final String NOTIFICATION = "notification send";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private TraceReceiver collector;

    @BeforeEach
    void listen() throws IOException {
        collector = new TraceReceiver();
        TestBroker.RUNNING.reset();
    }

    @AfterEach
    void stopListening() {
        collector.close();
        TestBroker.RUNNING.reset();
    }

    @Test
    void oneTraceLeadsFromTheRequestToTheNotificationThroughARestart() throws Exception {
        try (ConfigurableApplicationContext orders = run(OrderServiceApplication.class)) {
            place(orders, "03");
        }
        try (ConfigurableApplicationContext notifications = run(NotificationServiceApplication.class)) {
            new DataFolder(folder).awaitDrained(notifications);
            assertOneTrace();
            assertThat(openMetrics(notifications))
                    .as("an exemplar leads from the histogram to the trace")
                    .containsPattern("notification_latency_seconds_bucket\\{.*} 1 # \\{.*trace_id=\"" + TRACE);
        }
        assertThat(new DataFolder(folder).events()).singleElement().satisfies(event -> assertThat(
                        event.path("traceparent").asString())
                .startsWith("00-" + TRACE));
    }

    @Test
    void theLineOfANotificationNamesItsTraceInJson(CapturedOutput output) throws Exception {
        try (Pipeline pipeline = Pipeline.start(arguments("--logging.structured.format.console=ecs"))) {
            place(pipeline.orders(), "01");
            new DataFolder(folder).awaitDrained(pipeline.notifications());
        }
        assertThat(output.getOut().lines().filter(line -> line.contains("notification.sent")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("\"orderId\":\"123\"", "\"itemId\":\"itemA\"", "\"traceId\":\"" + TRACE + "\""));
    }

    @Test
    void aBrokerCarriesTheTraceAndTheEventStaysAsItIs() throws Exception {
        try (ConfigurableApplicationContext notifications =
                        run(NotificationServiceApplication.class, "--pipeline.broker=test");
                ConfigurableApplicationContext orders = run(OrderServiceApplication.class, "--pipeline.broker=test")) {
            place(orders, "01");
            assertOneTrace();
            assertThat(notifications.isRunning()).isTrue();
        }
        assertThat(TestBroker.RUNNING.published()).singleElement().satisfies(delivery -> assertThat(delivery.headers())
                .hasSize(1)
                .hasEntrySatisfying("traceparent", value -> assertThat(value).startsWith("00-" + TRACE)));
    }

    @Test
    void everyAttemptIsPartOfTheTraceAndARedriveIsTheRootOfAnotherWithALink() throws Exception {
        Queue<String> parents = new ConcurrentLinkedQueue<>();
        int[] answer = {422};
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            parents.add(exchange.getRequestHeaders().getFirst("traceparent"));
            exchange.sendResponseHeaders(answer[0], -1);
            exchange.close();
        });
        receiver.start();
        try (Pipeline pipeline = Pipeline.start(arguments(
                "--pipeline.retry.attempts=2",
                "--pipeline.retry.first-pause=10ms",
                "--pipeline.notifier=webhook",
                "--pipeline.webhook.url=http://localhost:"
                        + receiver.getAddress().getPort(),
                "--pipeline.webhook.secret=whsec_a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
                "--pipeline.webhook.allow-internal-addresses=true"))) {
            place(pipeline.orders(), "01");
            await().atMost(SOON).until(() -> collector.named(ATTEMPT).size() == 2);
            assertThat(collector.named(ATTEMPT)).allSatisfy(attempt -> {
                assertThat(attempt.traceId()).isEqualTo(TRACE);
                assertThat(attempt.span().getStatus().getMessage()).isEqualTo("notification-refused");
            });
            assertThat(collector.named(NOTIFICATION))
                    .extracting(notification -> notification.span().getStatus().getMessage())
                    .contains("the webhook answered 422");
            assertThat(parents).hasSize(2).allSatisfy(parent -> assertThat(parent)
                    .startsWith("00-" + TRACE));

            answer[0] = 204;
            await().atMost(SOON).until(() -> {
                // Nothing can be redriven before the letter exists.
                post(pipeline.notifications(), "/deadletters", "{\"action\":\"redrive\"}");
                return collector.named(ATTEMPT).size() == 3;
            });
            assertLinkedRoot(collector.named(ATTEMPT).get(2));
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void aReplayIsTheRootOfAnotherTraceWithALink() throws Exception {
        try (Pipeline pipeline = Pipeline.start(arguments())) {
            place(pipeline.orders(), "01");
            await().atMost(SOON).until(() -> collector.named(ATTEMPT).size() == 1);
            assertThat(post(pipeline.notifications(), "/replay", "{\"dryRun\":false}"))
                    .startsWith("200");
            await().atMost(SOON).until(() -> collector.named(ATTEMPT).size() == 2);
            assertLinkedRoot(collector.named(ATTEMPT).get(1));
            assertThat(collector.spans())
                    .as("requests of operators and probes are not part of an order's trace")
                    .extracting(span -> span.span().getName())
                    .containsOnly(REQUEST, ATTEMPT, NOTIFICATION);
        }
    }

    @Test
    void withoutTheProfileNothingIsExportedStoredOrRunning() throws Exception {
        String[] silent = Stream.of(arguments())
                .filter(argument -> !argument.startsWith("--spring.profiles"))
                .toArray(String[]::new);
        try (Pipeline pipeline = Pipeline.start(silent)) {
            place(pipeline.orders(), "01");
            new DataFolder(folder).awaitDrained(pipeline.notifications());
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.matches("(?i).*(otel|otlp|opentelemetry|BatchSpan|BatchLog).*"));
            for (ApplicationContext service : List.of(pipeline.orders(), pipeline.notifications())) {
                assertThat(service.getBeanDefinitionNames()).noneMatch(name -> name.toLowerCase(Locale.ROOT)
                        .matches(".*(otel|otlp|opentelemetry|tracer).*"));
            }
        }
        assertThat(collector.spans()).isEmpty();
        assertThat(new DataFolder(folder).orders())
                .singleElement()
                .satisfies(order -> assertThat(order.has("traceparent")).isFalse());
    }

    private void assertOneTrace() {
        await().atMost(SOON)
                .until(() -> collector.named(REQUEST, ATTEMPT, NOTIFICATION).size() == 3);
        Exported request = collector.named(REQUEST).get(0);
        Exported attempt = collector.named(ATTEMPT).get(0);
        Exported notification = collector.named(NOTIFICATION).get(0);
        assertThat(List.of(request, attempt, notification))
                .extracting(Exported::traceId)
                .containsOnly(TRACE);
        assertThat(attempt.parentId()).isEqualTo(request.spanId());
        assertThat(notification.parentId()).isEqualTo(attempt.spanId());
        assertThat(List.of(request, attempt, notification))
                .extracting(Exported::service)
                .containsExactly("order-service", "notification-service", "notification-service");
    }

    private static void assertLinkedRoot(Exported attempt) {
        assertThat(attempt.parentId()).isEmpty();
        assertThat(attempt.traceId()).isNotEqualTo(TRACE);
        assertThat(attempt.linkedTraces()).containsExactly(TRACE);
    }

    private ConfigurableApplicationContext run(Class<?> service, String... more) {
        return SpringApplication.run(service, arguments(more));
    }

    private String[] arguments(String... more) {
        return Stream.of(new DataFolder(folder).arguments(), collector.arguments(), more)
                .flatMap(Arrays::stream)
                .toArray(String[]::new);
    }

    private void place(ApplicationContext orders, String flags) throws Exception {
        String port = orders.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/orders"))
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-" + flags)
                .POST(HttpRequest.BodyPublishers.ofString(ORDER))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }

    private String post(ApplicationContext service, String path, String json) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(management(service, path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        var response = http.send(request.build(), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private String openMetrics(ApplicationContext service) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(management(service, "/prometheus"))
                .header("Accept", "application/openmetrics-text; version=1.0.0")
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private static URI management(ApplicationContext service, String path) {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        return URI.create("http://localhost:" + port + "/actuator" + path);
    }
}
