package io.orderpipeline.orders.placing.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Bodies that never arrive or arrive slowly, against a server with two threads and a deadline of half a second. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowBodyTests {

    private static final String HEAD = "POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final String DECLARED = HEAD + "Content-Length: 1000\r\n\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";

    private EdgeServer server;
    private SlowClients clients;

    @BeforeAll
    void start() {
        server = new EdgeServer(
                new InMemoryOrders(),
                "pipeline.http.body-deadline=500ms",
                "server.tomcat.threads.max=2",
                "server.tomcat.threads.min-spare=2");
        clients = new SlowClients(server.port(), "the request body took too long to arrive");
    }

    @AfterAll
    void stop() {
        clients.close();
        server.close();
    }

    @Test
    void answersABodyThatDoesNotComeWithATimeoutAndCloses() throws Exception {
        clients.assertAllTimedOut(clients.begin(
                DECLARED,
                DECLARED + "{\"item",
                CHUNKED,
                CHUNKED + "a",
                CHUNKED + "a;extension",
                CHUNKED + "3e8\r\n{\"item",
                CHUNKED + "2\r\n{}\r\n",
                CHUNKED + "2\r\n{}\r\n0\r\nX-Trailer: "));
    }

    @Test
    void answersABodyThatDripsWithATimeoutAlthoughItNeverStops() throws Exception {
        List<RawHttp> slow = clients.begin(DECLARED, CHUNKED + "3e8\r\n", CHUNKED + "1;");
        Future<?> drops = clients.dripping(slow, " ");

        clients.assertAllTimedOut(slow);
        drops.cancel(false);
    }

    @Test
    void holdsNoThreadForBodiesThatDrip() throws Exception {
        List<RawHttp> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            slow.addAll(clients.begin(DECLARED + "{", CHUNKED + "3e8\r\n{"));
        }

        for (int i = 0; i < 20; i++) {
            assertThat(place("{\"itemId\":[\"beside the slow " + i + "\"]}").status())
                    .isEqualTo(202);
        }
        clients.assertAllTimedOut(slow);
    }

    @Test
    void takesABodyThatComesInPieces() throws Exception {
        byte[] request = RawHttp.post("{\"itemId\":[\"in pieces\"],\"orderId\":\"in pieces\"}");
        try (RawHttp http = new RawHttp(server.port())) {
            for (int begin = 0; begin < request.length; begin += 20) {
                http.write(Arrays.copyOfRange(request, begin, Math.min(begin + 20, request.length)));
                afterAnotherRequest();
            }

            assertThat(http.answer().body()).isEqualTo("{\"orderId\":\"in pieces\"}");
        }
    }

    @Test
    void keepsTheConnectionAfterABodyThatCameLater() throws Exception {
        try (RawHttp http = new RawHttp(server.port())) {
            for (int i = 0; i < 3; i++) {
                String body = "{\"itemId\":[\"kept " + i + "\"]}";
                http.write(HEAD + "Content-Length: " + body.length() + "\r\n\r\n");
                afterAnotherRequest();
                http.write(body);
                assertThat(http.answer().status()).isEqualTo(202);
            }
        }
    }

    @Test
    void goesOnWhenClientsLeaveInTheMiddleOfABody() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (RawHttp http = new RawHttp(server.port())) {
                http.write(i % 2 == 0 ? DECLARED + "{" : CHUNKED + "3e8\r\n{");
            }
        }

        assertThat(place("{\"itemId\":[\"after they left\"]}").status()).isEqualTo(202);
    }

    private RawHttp.Answer place(String body) throws IOException {
        return RawHttp.exchange(server.port(), RawHttp.post(body));
    }

    /** Gives the server time to see a header without its body: meanwhile it answers another client. */
    private void afterAnotherRequest() throws Exception {
        server.send("GET /orders/nobody HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
}
