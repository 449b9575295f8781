package io.orderpipeline.orders.placing.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Bodies over 256 KiB are refused before they are parsed, and the client can read why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeBodyTests {

    private static final String HEAD = "POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final int MEGABYTE = 1_048_576;

    private EdgeServer server;

    @BeforeAll
    void start() {
        server = new EdgeServer(new InMemoryOrders());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void takesABodyOfExactlyTheLimit() throws Exception {
        String order = "{\"itemId\":[\"large\"]}";
        assertThat(place(order + " ".repeat(262_144 - order.length())).status()).isEqualTo(202);
        assertThat(place(order + " ".repeat(262_145 - order.length())).status()).isEqualTo(413);
    }

    @Test
    void refusesABodyAnnouncedTooLargeAndLetsTheClientReadIt() throws Exception {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(HEAD + "Content-Length: " + 50 * MEGABYTE + "\r\n\r\n");
            writeUntilTheServerHangsUp(http, new byte[MEGABYTE]);

            assertTooLarge(http);
        }
    }

    @Test
    void refusesAChunkedBodyThatGrowsTooLargeAndLetsTheClientReadIt() throws Exception {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            writeUntilTheServerHangsUp(
                    http, ("100000\r\n" + " ".repeat(MEGABYTE) + "\r\n").getBytes(StandardCharsets.US_ASCII));

            assertTooLarge(http);
        }
    }

    @Test
    void tellsAClientThatWaitsToSendWhatIsSmallEnough() throws Exception {
        for (boolean chunked : new boolean[] {false, true}) {
            String body = "{\"itemId\":[\"waited, chunked " + chunked + "\"]}";
            String framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length();
            try (RawHttp http = new RawHttp(server.port())) {
                http.write(HEAD + "Expect: 100-continue\r\n" + framing + "\r\n\r\n");
                assertThat(http.answer().status()).as(framing).isEqualTo(100);
                http.write(chunked ? Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n" : body);
                assertThat(http.answer().status()).as(framing).isEqualTo(202);
            }
        }
    }

    @Test
    void answersAnExpectationOfTooLargeABodyAtOnce() throws Exception {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(HEAD + "Expect: 100-continue\r\nContent-Length: 300000\r\n\r\n");

            assertTooLarge(http);
        }
    }

    /** The server may answer and close before it has received everything. */
    private RawHttp.Answer place(String body) throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            isTaken(http, RawHttp.post(body));
            return http.answer();
        }
    }

    private static void writeUntilTheServerHangsUp(RawHttp http, byte[] megabyte) {
        int written = 0;
        while (written < 50 && isTaken(http, megabyte)) {
            written++;
        }
    }

    private static boolean isTaken(RawHttp http, byte[] bytes) {
        try {
            http.write(bytes);
            return true;
        } catch (IOException hungUp) {
            return false;
        }
    }

    private static void assertTooLarge(RawHttp http) throws IOException {
        RawHttp.Answer answer = http.answer();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("{\"error\":\"the request body is too large\"}");
        assertThat(answer.header("connection")).isEqualTo("close");
        assertThat(http.closedByServer()).isTrue();
    }
}
