package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The running services have everything that alerts, dashboard, probes and runbook ask for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchedMetricsTests {

    /** Without these, only names of metrics and functions are left of an expression. */
    private static final Pattern CLAUSE = Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(?:by|on|without)\\s*\\([^)]*\\)");

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*(?!\\w*\\s*\\()\\b");
    private static final Pattern SELECTOR = Pattern.compile("([a-z0-9_]+)\\{([^}]*)}");
    private static final Pattern PATH = Pattern.compile("/actuator/[a-z/]+");

    /** Names that Prometheus itself adds. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "job");

    private final HttpClient http = HttpClient.newHttpClient();
    private Pipeline pipeline;
    /** A pipeline whose broker is down. */
    private Pipeline cutOff;

    private String metrics = "";

    @BeforeAll
    void driveThePipeline(@TempDir Path folder, @TempDir Path other) throws Exception {
        DataFolder data = new DataFolder(folder);
        pipeline = Pipeline.start(data.arguments());
        Customer customer = Customer.of(pipeline.orders());
        assertThat(customer.posts("{\"itemId\":[\"a\"],\"orderId\":\"1\"}")).startsWith("202");
        assertThat(customer.posts("{\"itemId\":[\"a\"]}")).startsWith("409");
        assertThat(customer.posts("{}")).startsWith("400");
        data.awaitDrained(pipeline.notifications());
        dryRunOfAReplay();
        metrics = get(ordersPort(), "/actuator/prometheus").body()
                + get(notificationsPort(), "/actuator/prometheus").body();
        cutOff = Pipeline.start(Stream.concat(
                        Arrays.stream(new DataFolder(other).arguments()),
                        Stream.of("--pipeline.broker=redis", "--spring.data.redis.port=1"))
                .toArray(String[]::new));
    }

    @AfterAll
    void stop() {
        pipeline.close();
        cutOff.close();
    }

    @Test
    void theFourOfTheContractHaveExactlyTheirNames() {
        assertThat(metrics)
                .contains(
                        "\norders_received_total 2.0\n",
                        "\nevents_published_total 1.0\n",
                        "\nnotifications_sent_total 1.0\n",
                        "\noutbox_size 0.0\n");
    }

    @Test
    void theTimeFromCommitToNotificationIsMeasuredBelowAMillisecond() {
        assertThat(metrics)
                .contains(
                        "\nnotification_latency_seconds_bucket{le=\"1.0E-4\"} ",
                        "\nnotification_latency_seconds_bucket{le=\"2.5E-4\"} ",
                        "\nnotification_latency_seconds_bucket{le=\"5.0E-4\"} ",
                        "\nnotification_latency_seconds_count 1\n");
    }

    @Test
    void aConsumerThatIsCutOffFromItsBrokerSaysSo() throws Exception {
        String port = notificationsPort(cutOff);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        get(port, "/actuator/health").body())
                .contains("\"consumer\":{\"details\":{\"state\":\"DISCONNECTED\",\"inHand\":0,\"reason\":\"Redis: "));
        assertThat(get(port, "/actuator/health").statusCode()).isEqualTo(503);
        assertThat(get(port, "/actuator/health/liveness").statusCode())
                .as("a restart would not help")
                .isEqualTo(200);
        assertThat(get(port, "/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get(port, "/actuator/prometheus").body().lines())
                .contains(
                        "events_received_total 0.0",
                        "events_in_hand 0.0",
                        "consumer_disconnected 1.0",
                        "consumer_outage 0.0",
                        "consumer_stalled 0.0");
    }

    @Test
    void theBusInsideOneJvmShowsNoConsumer() throws Exception {
        assertThat(metrics).doesNotContain("consumer_disconnected", "events_received_total");
        assertThat(get(notificationsPort(), "/actuator/health").body()).doesNotContain("consumer");
    }

    @Test
    void everyMetricOfAlertsAndDashboardIsExported() throws Exception {
        String all =
                metrics + get(notificationsPort(cutOff), "/actuator/prometheus").body();
        Set<String> exported = all.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[ {]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        exported.addAll(OF_PROMETHEUS);
        exported.addAll(List.of("and", "or", "unless"));
        for (String expression : DeployFiles.expressions()) {
            assertThat(NAME.matcher(CLAUSE.matcher(expression).replaceAll(" "))
                            .results()
                            .map(name -> name.group()))
                    .as(expression)
                    .isNotEmpty()
                    .isSubsetOf(exported);
        }
    }

    @Test
    void everyLabelOfAlertsAndDashboardIsExported() throws IOException {
        for (String expression : DeployFiles.expressions()) {
            SELECTOR.matcher(expression).results().forEach(selector -> {
                for (String label : selector.group(2).split(",", -1)) {
                    if (!OF_PROMETHEUS.contains(label.split("[=~!]", 2)[0])) {
                        assertThat(metrics)
                                .as(expression)
                                .containsPattern(selector.group(1) + "\\{[^}]*" + Pattern.quote(label));
                    }
                }
            });
        }
    }

    @Test
    void everyPathOfDeployAndRunbookAnswers() throws Exception {
        Set<String> paths = new TreeSet<>();
        for (Map.Entry<Path, String> file : DeployFiles.texts().entrySet()) {
            PATH.matcher(file.getValue()).results().forEach(path -> paths.add(path.group()));
        }
        paths.addAll(DeployFiles.matches(DeployFiles.ROOT.resolve("docs/operations.md"), "localhost:808\\d(/[a-z/]+)"));

        assertThat(paths).contains("/actuator/health/liveness", "/actuator/prometheus", "/actuator/relay");
        for (String path : paths) {
            assertThat(get(notificationsPort(), path).statusCode()).as(path).isEqualTo(200);
        }
        for (String path : List.of("/actuator/health/liveness", "/actuator/health/readiness")) {
            assertThat(get(ordersPort(), path).statusCode()).as(path).isEqualTo(200);
        }
    }

    /** The metrics of replays appear only after the first replay. */
    private void dryRunOfAReplay() throws IOException, InterruptedException {
        URI replay = URI.create("http://localhost:" + notificationsPort() + "/actuator/replay");
        HttpRequest request = HttpRequest.newBuilder(replay)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    private String ordersPort() {
        return pipeline.orders().getEnvironment().getRequiredProperty("local.management.port");
    }

    private String notificationsPort() {
        return notificationsPort(pipeline);
    }

    private static String notificationsPort(Pipeline of) {
        return of.notifications().getEnvironment().getRequiredProperty("local.server.port");
    }

    private HttpResponse<String> get(String port, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
