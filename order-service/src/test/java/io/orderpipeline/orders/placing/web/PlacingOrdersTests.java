package io.orderpipeline.orders.placing.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of POST /orders and GET /orders/{orderId}, over a socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlacingOrdersTests {

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
    void acceptsAnOrderAndSaysWhereItIs() throws Exception {
        RawHttp.Answer answer = post("{\"itemId\":[\"itemA\",\"itemB\"],\"orderId\":\"123\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"orderId\":\"123\"}");
        assertThat(answer.header("location")).isEqualTo("/orders/123");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
    }

    @Test
    void givesAnOrderWithoutIdAUuid() throws Exception {
        RawHttp.Answer answer = post("{\"itemId\":[\"without id\"]}");

        assertThat(answer.status()).isEqualTo(202);
        String orderId = answer.header("location").substring("/orders/".length());
        assertThat(UUID.fromString(orderId)).hasToString(orderId);
        assertThat(answer.body()).isEqualTo("{\"orderId\":\"" + orderId + "\"}");
    }

    @Test
    void refusesWhatHasNoItems() throws Exception {
        for (String body : new String[] {
            "{}",
            "{\"orderId\":\"x\"}",
            "{\"itemId\":null}",
            "{\"itemId\":\"a\"}",
            "{\"itemId\":{}}",
            "{\"itemId\":1}",
            "{\"itemId\":[]}"
        }) {
            assertRefused(post(body), 400, "itemId is required (non-empty array)");
        }
    }

    @Test
    void refusesADuplicateOrderIdBeforeDuplicateItems() throws Exception {
        post("{\"itemId\":[\"first\"],\"orderId\":\"twice\"}");

        assertRefused(post("{\"itemId\":[\"first\"],\"orderId\":\"twice\"}"), 409, "duplicate orderId");
    }

    @Test
    void namesEveryDuplicateItemInRequestOrder() throws Exception {
        post("{\"itemId\":[\"ordered 1\",\"ordered 2\"]}");

        assertRefused(
                post("{\"itemId\":[\"ordered 2\",\"own\",\"own\",\"fresh\",\"ordered 1\"]}"),
                409,
                "duplicate item(s): ordered 2, own, ordered 1");
    }

    @Test
    void showsAnAcceptedOrder() throws Exception {
        post("{\"itemId\":[\"shown 1\",\"shown 2\"],\"orderId\":\"shown\"}");
        RawHttp.Answer answer = get("/orders/shown");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .matches("\\{\"orderId\":\"shown\",\"itemId\":\\[\"shown 1\",\"shown 2\"]"
                        + ",\"createdAt\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z\"}");
    }

    @Test
    void knowsNoOrderThatWasNotAccepted() throws Exception {
        assertRefused(get("/orders/nobody"), 404, "unknown orderId");
    }

    @Test
    void leadsFromTheLocationToTheOrderWhateverItsName() throws Exception {
        for (String orderId :
                new String[] {"a b", "a;b=c", "100%", "a?b#c", "\u00e4\u6f22\ud83d\udce6", "+", "a&b", "..."}) {
            RawHttp.Answer accepted =
                    post("{\"itemId\":[\"item of " + orderId + "\"],\"orderId\":\"" + orderId + "\"}");

            assertThat(get(accepted.header("location")).body()).startsWith("{\"orderId\":\"" + orderId + "\"");
        }
    }

    /** A path with an encoded slash or backslash is refused, and clients and proxies resolve dots before sending. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"a/b a%2Fb", "/ %2F", "a\\\\b a%5Cb", ". .", ".. ..", "a/b+c&d %61%2Fb%2Bc%26d", "../x ..%2Fx"})
    void leadsToAnOrderWhoseNameFitsNoPathByTheQuery(String orderId, String encoded) throws Exception {
        RawHttp.Answer accepted = post("{\"itemId\":[\"item of " + orderId + "\"],\"orderId\":\"" + orderId + "\"}");

        assertThat(accepted.header("location")).startsWith("/orders?orderId=").doesNotContain("\\");
        for (String location : new String[] {accepted.header("location"), "/orders?orderId=" + encoded}) {
            assertThat(get(location).body()).startsWith("{\"orderId\":\"" + orderId + "\",\"itemId\":[");
        }
    }

    @Test
    void findsEveryOrderByTheQuery() throws Exception {
        post("{\"itemId\":[\"by query\"],\"orderId\":\"by query\"}");

        assertThat(get("/orders?orderId=by%20query").body())
                .isEqualTo(get("/orders/by%20query").body());
        assertRefused(get("/orders?orderId=nobody"), 404, "unknown orderId");
        assertRefused(get("/orders?orderId="), 404, "unknown orderId");
    }

    /** Ids are the only client text that is sent back in a header. */
    @Test
    void writesNoHeaderThatAClientHasMade() throws Exception {
        RawHttp.Answer broken = post("{\"itemId\":[\"splitting\"],\"orderId\":\"a\\r\\nX-Made: 1\"}");
        RawHttp.Answer unbroken = post("{\"itemId\":[\"splitting\"],\"orderId\":\"a\u560a\u560dX-Made: 1\"}");

        assertRefused(broken, 400, "orderId must not contain control characters");
        assertThat(unbroken.header("location")).isEqualTo("/orders/a%E5%98%8A%E5%98%8DX-Made%3A%201");
        assertThat(unbroken.headers()).doesNotContainKey("x-made");
    }

    private RawHttp.Answer post(String body) throws IOException {
        return RawHttp.exchange(server.port(), RawHttp.post(body));
    }

    private RawHttp.Answer get(String path) throws Exception {
        return server.send(Requests.get(path));
    }

    private static void assertRefused(RawHttp.Answer answer, int status, String sentence) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + sentence + "\"}");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
    }
}
