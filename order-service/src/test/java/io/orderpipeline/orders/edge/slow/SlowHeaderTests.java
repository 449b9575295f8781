package io.orderpipeline.orders.edge.slow;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import io.orderpipeline.orders.placing.web.EdgeServer;
import io.orderpipeline.orders.placing.web.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Headers that do not come or come slowly, against a server with two threads and a deadline of half a second. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowHeaderTests {

    private static final String GET = "GET /orders/nobody HTTP/1.1\r\nHost: localhost\r\n";

    private EdgeServer server;
    private ScheduledExecutorService drip;

    @BeforeAll
    void start() {
        server = new EdgeServer(
                new InMemoryOrders(),
                "pipeline.http.header-deadline=500ms",
                "server.tomcat.connection-timeout=4s",
                "server.tomcat.keep-alive-timeout=4s",
                "server.tomcat.threads.max=2",
                "server.tomcat.threads.min-spare=2");
        drip = Executors.newSingleThreadScheduledExecutor();
    }

    @AfterAll
    void stop() {
        drip.shutdownNow();
        server.close();
    }

    @Test
    void answersAHeaderThatDoesNotComeWithATimeoutAndCloses() throws Exception {
        assertAllTimedOut(begin("G", "GET /orders", GET, GET + "X-Slow: ", "\r\n\r\nPOST /orders HTTP/1.1\r\n"));
    }

    @Test
    void answersAHeaderThatDripsWithATimeoutAlthoughItNeverStops() throws Exception {
        List<RawHttp> slow = begin("GET /", GET, GET + "X-Slow: ");
        Future<?> drops = dripping(slow, "x");

        assertAllTimedOut(slow);
        drops.cancel(false);
    }

    @Test
    void answersTheSecondHeaderOfAConnectionToo() throws Exception {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(GET + "\r\n");
            assertThat(http.answer().status()).isEqualTo(404);
            http.write(GET);

            assertTimedOut(http);
        }
    }

    @Test
    void closesAConnectionThatNeverBeginsARequest() throws Exception {
        List<RawHttp> silent = begin("", "\r\n");
        List<RawHttp> dripping = begin("\r\n");
        Future<?> drops = dripping(dripping, "\r\n");

        for (RawHttp http : List.of(silent.get(0), silent.get(1), dripping.get(0))) {
            assertThat(http.closedByServer()).isTrue();
            http.close();
        }
        drops.cancel(false);
    }

    @Test
    void leavesAloneWhoIsSlowInOtherWays() throws Exception {
        try (RawHttp betweenRequests = new RawHttp(server.port());
                RawHttp withItsBody = new RawHttp(server.port())) {
            withItsBody.write("POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 25\r\n\r\n{\"itemId\":");
            // Neither is silent for as long as the connection timeout.
            for (String piece : List.of("[\"slow", " body\"", "]} ")) {
                betweenRequests.write(GET + "\r\n");
                assertThat(betweenRequests.answer().status()).isEqualTo(404);
                assertAllTimedOut(begin(GET));
                withItsBody.write(piece);
            }

            assertThat(withItsBody.answer().status()).isEqualTo(202);
        }
    }

    private Future<?> dripping(List<RawHttp> slow, String drop) {
        return drip.scheduleAtFixedRate(() -> slow.forEach(http -> drop(http, drop)), 0, 50, MILLISECONDS);
    }

    private List<RawHttp> begin(String... requests) throws IOException {
        List<RawHttp> begun = new ArrayList<>();
        for (String request : requests) {
            RawHttp http = new RawHttp(server.port());
            http.write(request);
            begun.add(http);
        }
        return begun;
    }

    private static void assertAllTimedOut(List<RawHttp> begun) throws IOException {
        for (RawHttp http : begun) {
            try (http) {
                assertTimedOut(http);
            }
        }
    }

    private static void assertTimedOut(RawHttp http) throws IOException {
        RawHttp.Answer answer = http.answer();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.body()).isEqualTo("{\"error\":\"the request header took too long to arrive\"}");
        assertThat(answer.header("connection")).isEqualTo("close");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(http.closedByServer()).isTrue();
    }

    private static void drop(RawHttp http, String drop) {
        try {
            http.write(drop);
        } catch (IOException e) {
            throw new UncheckedIOException("the server has closed", e);
        }
    }
}
