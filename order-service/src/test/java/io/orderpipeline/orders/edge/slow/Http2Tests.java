package io.orderpipeline.orders.edge.slow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import io.orderpipeline.orders.placing.web.EdgeServer;
import io.orderpipeline.orders.placing.web.RawHttp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same limits with {@code server.http2.enabled}; an HTTP/2 client does not weaken them for others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2Tests {

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final byte[] EMPTY_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

    private EdgeServer server;
    /** New for each test: the container ends a connection that sends many small frames, even across tests. */
    private HttpClient client;

    @BeforeAll
    void start() {
        server = new EdgeServer(
                new InMemoryOrders(),
                "server.http2.enabled=true",
                "pipeline.http.header-deadline=500ms",
                "pipeline.http.body-deadline=500ms",
                "pipeline.http.max-body=32KB",
                "server.tomcat.connection-timeout=1s",
                "server.tomcat.keep-alive-timeout=1s");
    }

    @BeforeEach
    void connect() {
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void idleConnectionsLeaveTheHeaderDeadlineInPlace() throws Exception {
        List<RawHttp> idle = new ArrayList<>();
        List<RawHttp> slow = new ArrayList<>();
        try (EdgeServer patient = new EdgeServer(
                new InMemoryOrders(), "server.http2.enabled=true", "pipeline.http.header-deadline=300ms")) {
            // Connections are checked in no particular order: some of these come after an idle one.
            for (int i = 0; i < 8; i++) {
                idle.add(begun(patient));
                RawHttp http = new RawHttp(patient.port());
                http.write("GET /orders HTTP/1.1\r\nHost: localhost\r\n");
                slow.add(http);
            }
            long began = System.nanoTime();
            for (RawHttp http : slow) {
                assertThat(http.answer().status()).isEqualTo(408);
                http.close();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            for (RawHttp http : idle) {
                http.write(EMPTY_SETTINGS);
                http.close();
            }
        }
    }

    @Test
    void aHeaderThatDripsEndsTheConnection() throws Exception {
        long began = System.nanoTime();
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        try (RawHttp slow = begun(server)) {
            // A HEADERS frame of 16,000 bytes, whose end is far away.
            slow.write(new byte[] {0, 0x3e, (byte) 0x80, 1, 0, 0, 0, 0, 1});
            Future<?> drops = drip.scheduleAtFixedRate(() -> drop(slow), 0, 50, TimeUnit.MILLISECONDS);

            while (!slow.closedByServer()) {
                // settings and pings
            }
            drops.cancel(false);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        } finally {
            drip.shutdownNow();
        }
    }

    private static RawHttp begun(EdgeServer server) throws IOException {
        RawHttp http = new RawHttp(server.port());
        http.write(PREFACE);
        http.write(EMPTY_SETTINGS);
        return http;
    }

    private static void drop(RawHttp slow) {
        try {
            slow.write(new byte[1]);
        } catch (IOException e) {
            throw new UncheckedIOException("the server has closed", e);
        }
    }

    @Test
    void ordersAreTakenAndShown() throws Exception {
        HttpResponse<String> placed = send(order("{\"itemId\":[\"h2\"],\"orderId\":\"h2\"}"));

        assertThat(placed.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(placed.statusCode()).isEqualTo(202);
        assertThat(send(HttpRequest.newBuilder(uri("/orders/h2"))).body()).startsWith("{\"orderId\":\"h2\"");
    }

    @Test
    void aBodyWithoutLengthIsLimitedToo() throws Exception {
        send(HttpRequest.newBuilder(uri("/orders")));

        assertThat(send(stream(new ByteArrayInputStream("{\"itemId\":[\"streamed\"]}".getBytes(UTF_8))))
                        .statusCode())
                .isEqualTo(202);
        // Smaller than the window: data that waits for window space is sent in small frames.
        assertThat(send(stream(new ByteArrayInputStream(new byte[40_000]))).statusCode())
                .isEqualTo(413);
    }

    private HttpRequest.Builder order(String json) {
        return HttpRequest.newBuilder(uri("/orders"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    private HttpRequest.Builder stream(InputStream body) {
        return HttpRequest.newBuilder(uri("/orders"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + server.port() + path);
    }
}
