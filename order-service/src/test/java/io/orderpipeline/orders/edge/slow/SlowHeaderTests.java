package io.orderpipeline.orders.edge.slow;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import io.orderpipeline.orders.placing.web.EdgeServer;
import io.orderpipeline.orders.placing.web.RawHttp;
import io.orderpipeline.orders.placing.web.SlowClients;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Headers that never arrive or arrive slowly, against a server with two threads and a deadline of half a second. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowHeaderTests {

    private static final String GET = "GET /orders/nobody HTTP/1.1\r\nHost: localhost\r\n";

    private EdgeServer server;
    private SlowClients clients;

    @BeforeAll
    void start() {
        server = new EdgeServer(
                new InMemoryOrders(),
                "pipeline.http.header-deadline=500ms",
                "server.tomcat.connection-timeout=4s",
                "server.tomcat.keep-alive-timeout=4s",
                "server.tomcat.threads.max=2",
                "server.tomcat.threads.min-spare=2");
        clients = new SlowClients(server.port(), "the request header took too long to arrive");
    }

    @AfterAll
    void stop() {
        clients.close();
        server.close();
    }

    @Test
    void answersAHeaderThatDoesNotComeWithATimeoutAndCloses() throws Exception {
        clients.assertAllTimedOut(
                clients.begin("G", "GET /orders", GET, GET + "X-Slow: ", "\r\n\r\nPOST /orders HTTP/1.1\r\n"));
    }

    @Test
    void answersAHeaderThatDripsWithATimeoutAlthoughItNeverStops() throws Exception {
        List<RawHttp> slow = clients.begin("GET /", GET, GET + "X-Slow: ");
        Future<?> drops = clients.dripping(slow, "x");

        clients.assertAllTimedOut(slow);
        drops.cancel(false);
    }

    @Test
    void answersTheSecondHeaderOfAConnectionToo() throws Exception {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(GET + "\r\n");
            assertThat(http.answer().status()).isEqualTo(404);
            http.write(GET);

            clients.assertTimedOut(http);
        }
    }

    @Test
    void closesAConnectionThatNeverBeginsARequest() throws Exception {
        List<RawHttp> silent = clients.begin("", "\r\n");
        List<RawHttp> dripping = clients.begin("\r\n");
        Future<?> drops = clients.dripping(dripping, "\r\n");

        for (RawHttp http : List.of(silent.get(0), silent.get(1), dripping.get(0))) {
            assertThat(http.closedByServer()).isTrue();
            http.close();
        }
        drops.cancel(false);
    }

    @Test
    void toleratesClientsThatAreSlowInOtherWays() throws Exception {
        try (RawHttp betweenRequests = new RawHttp(server.port());
                RawHttp withItsBody = new RawHttp(server.port())) {
            withItsBody.write("POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 25\r\n\r\n{\"itemId\":");
            // Neither is silent for as long as the connection timeout.
            for (String piece : List.of("[\"slow", " body\"", "]} ")) {
                betweenRequests.write(GET + "\r\n");
                assertThat(betweenRequests.answer().status()).isEqualTo(404);
                clients.assertAllTimedOut(clients.begin(GET));
                withItsBody.write(piece);
            }

            assertThat(withItsBody.answer().status()).isEqualTo(202);
        }
    }
}
