package io.orderpipeline.orders.placing.web;

import static io.orderpipeline.orders.placing.web.Requests.HOST;
import static io.orderpipeline.orders.placing.web.Requests.JSON;
import static io.orderpipeline.orders.placing.web.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import io.orderpipeline.orders.placing.Placement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal has the same small JSON body, whichever part refuses. Each request uses its own connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class RefusalTests {

    private EdgeServer server;

    @BeforeAll
    void start() {
        server = new EdgeServer(new FailingOrders());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    public static List<Refused> refusals() {
        return List.of(
                new Refused("no body", 400, "POST /orders" + HOST + JSON + "\r\n"),
                new Refused("no body and no content type", 400, "POST /orders" + HOST + "\r\n"),
                new Refused("an empty body", 400, "POST /orders" + HOST + JSON + "Content-Length: 0\r\n\r\n"),
                new Refused("an empty chunked body", 400, chunked("0\r\n\r\n")),
                new Refused("malformed JSON", 400, post("{\"itemId\":")),
                new Refused("text after the document", 400, post("{\"itemId\":[\"a\"]} x")),
                new Refused("a second document", 400, post("{\"itemId\":[\"a\"]}{\"itemId\":[\"b\"]}")),
                new Refused("an array", 400, post("[]")),
                new Refused(
                        "another content type",
                        415,
                        "POST /orders" + HOST + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"),
                new Refused(
                        "a form",
                        415,
                        "POST /orders" + HOST
                                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\n\r\nitemId=a"),
                new Refused("a body without content type", 415, "POST /orders" + HOST + "Content-Length: 2\r\n\r\n{}"),
                new Refused(
                        "a content type that is none",
                        415,
                        "POST /orders" + HOST + "Content-Type: ;;;\r\nContent-Length: 2\r\n\r\n{}"),
                new Refused("another method", 405, "DELETE /orders" + HOST + "\r\n"),
                new Refused("another method for an order", 405, "PUT /orders/1" + HOST + "\r\n"),
                new Refused("an unknown method", 405, "BREW /orders" + HOST + "\r\n"),
                new Refused("TRACE", 405, "TRACE /orders" + HOST + "\r\n"),
                new Refused("TRACE of an order", 405, "TRACE /orders/1" + HOST + "\r\n"),
                new Refused("TRACE of nothing", 405, "TRACE /nowhere" + HOST + "\r\n"),
                new Refused("CONNECT", 501, "CONNECT localhost:22" + HOST + "\r\n"),
                new Refused("an unknown path", 404, "GET /nowhere" + HOST + "\r\n"),
                new Refused("the root", 404, "GET /" + HOST + "\r\n"),
                new Refused("a management path", 404, "GET /actuator/health" + HOST + "\r\n"),
                new Refused("the root of management", 404, "GET /actuator" + HOST + "\r\n"),
                new Refused("a heap dump", 404, "GET /actuator/heapdump" + HOST + "\r\n"),
                new Refused("a login page", 404, "GET /login" + HOST + "\r\n"),
                new Refused("metadata about tokens", 404, "GET /.well-known/oauth-protected-resource" + HOST + "\r\n"),
                new Refused("the error page", 404, "GET /error" + HOST + "\r\n"),
                new Refused("a path below an order", 404, "GET /orders/1/items" + HOST + "\r\n"),
                new Refused(
                        "POST to an unknown path", 404, "POST /nowhere" + HOST + JSON + "Content-Length: 2\r\n\r\n{}"),
                new Refused("an Accept that cannot be met", 406, "GET /orders/1" + HOST + "Accept: text/html\r\n\r\n"),
                new Refused(
                        "an Accept that cannot be met on POST",
                        406,
                        "POST /orders" + HOST + JSON
                                + "Accept: application/xml\r\nContent-Length: 18\r\n\r\n{\"itemId\":[\"406\"]}"),
                new Refused(
                        "an Accept that rules out JSON",
                        406,
                        "GET /orders/1" + HOST + "Accept: */*, application/json;q=0\r\n\r\n"),
                new Refused(
                        "an Accept that rules out everything",
                        406,
                        post("{\"itemId\":[\"406\"]}", "Accept: */*;q=0.0\r\n")),
                new Refused("an Accept that is none", 406, "GET /orders/1" + HOST + "Accept: /;;\r\n\r\n"),
                new Refused("a blank for an HTTP version", 400, "GET /orders/1 \r\nHost: localhost\r\n\r\n"),
                new Refused(
                        "an HTTP version in small letters", 400, "GET /orders/1 http/1.1\r\nHost: localhost\r\n\r\n"),
                new Refused("another protocol", 400, "GET /orders/1 SIP/2.0\r\nHost: localhost\r\n\r\n"),
                new Refused("no request line", 400, "nonsense\r\n\r\n"),
                new Refused("an illegal character in the path", 400, "GET /orders/<1>" + HOST + "\r\n"),
                new Refused("an unknown protocol", 505, "GET /orders HTTP/9.9\r\nHost: localhost\r\n\r\n"),
                new Refused("no host", 400, "GET /orders/1 HTTP/1.1\r\n\r\n"),
                new Refused("two hosts", 400, "GET /orders/1" + HOST + "Host: other\r\n\r\n"),
                new Refused(
                        "a header of 9 KB", 400, "GET /orders/1" + HOST + "X-Long: " + "x".repeat(9_216) + "\r\n\r\n"),
                new Refused("a path of 9 KB", 400, "GET /orders/" + "x".repeat(9_216) + HOST + "\r\n"),
                new Refused("a header name that is none", 400, "GET /orders/1" + HOST + "X Y: z\r\n\r\n"),
                new Refused("an encoded slash", 400, "GET /orders/a%2Fb" + HOST + "\r\n"),
                new Refused("an encoded backslash", 400, "GET /orders/a%5Cb" + HOST + "\r\n"),
                new Refused("an encoded NUL", 400, "GET /orders/a%00b" + HOST + "\r\n"),
                new Refused("a broken escape in the path", 400, "GET /orders/%zz" + HOST + "\r\n"),
                new Refused("a path that is not UTF-8", 400, "GET /orders/%ff" + HOST + "\r\n"),
                new Refused("a broken escape in the query", 400, "GET /orders?after=%zz" + HOST + "\r\n"),
                new Refused("a query that is not UTF-8", 400, "GET /orders?orderId=%ff" + HOST + "\r\n"),
                new Refused("a parameter given twice", 400, "GET /orders?orderId=a&orderId=b" + HOST + "\r\n"),
                new Refused(
                        "a parameter given twice beside the type of a form",
                        400,
                        "GET /orders?orderId=a&orderId=b" + HOST
                                + "Content-Type: application/x-www-form-urlencoded\r\n\r\n"),
                new Refused("an unknown parameter given twice", 400, "GET /orders/1?x=1&x=1" + HOST + "\r\n"),
                new Refused("a compressed body", 415, post("{}", "Content-Encoding: gzip\r\n")),
                new Refused("a body encoded twice", 415, post("{}", "Content-Encoding: identity, br\r\n")),
                new Refused(
                        "another charset",
                        415,
                        "POST /orders" + HOST
                                + "Content-Type: application/json; charset=iso-8859-1\r\nContent-Length: 2\r\n\r\n{}"),
                new Refused(
                        "another charset behind the right one",
                        415,
                        "POST /orders" + HOST
                                + "Content-Type: application/json; charset=utf-8; charset=utf-16\r\nContent-Length: 2\r\n\r\n{}"),
                new Refused("two content types", 400, post("{}", "Content-Type: text/plain\r\n")),
                new Refused("a semicolon where no id is", 404, "GET /orders;v=1" + HOST + "\r\n"),
                new Refused("no HTTP version", 400, "GET /orders/1\r\n\r\n"),
                new Refused("a path above the root", 400, "GET /../orders" + HOST + "\r\n"),
                new Refused(
                        "two Content-Lengths",
                        400,
                        "POST /orders" + HOST + JSON + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
                new Refused(
                        "a Content-Length that is no number",
                        400,
                        "POST /orders" + HOST + JSON + "Content-Length: two\r\n\r\n{}"),
                new Refused(
                        "a negative Content-Length",
                        400,
                        "POST /orders" + HOST + JSON + "Content-Length: -1\r\n\r\n{}"),
                new Refused(
                        "Content-Length with Transfer-Encoding",
                        400,
                        "POST /orders" + HOST + JSON
                                + "Content-Length: 20\r\nTransfer-Encoding: chunked\r\n\r\n13\r\n{\"itemId\":[\"smug\"]}\r\n0\r\n\r\n"),
                new Refused(
                        "an unknown Transfer-Encoding",
                        501,
                        "POST /orders" + HOST + JSON + "Transfer-Encoding: rot13\r\n\r\n{}"),
                new Refused("a broken chunk", 400, chunked("zz\r\n{}\r\n0\r\n\r\n")),
                new Refused(
                        "an unknown expectation",
                        417,
                        "POST /orders" + HOST + JSON + "Expect: tea\r\nContent-Length: 2\r\n\r\n{}"),
                new Refused(
                        "a body announced too large",
                        413,
                        "POST /orders" + HOST + JSON + "Content-Length: 262145\r\n\r\n"),
                new Refused("an unforeseen exception", 500, post("{\"itemId\":[\"a\"],\"orderId\":\"unforeseen\"}")),
                new Refused(
                        "an unforeseen exception later",
                        500,
                        post("{\"itemId\":[\"a\"],\"orderId\":\"unforeseen later\"}")),
                new Refused("an unforeseen error", 500, post("{\"itemId\":[\"a\"],\"orderId\":\"error\"}")));
    }

    @ParameterizedTest
    @MethodSource
    void refusals(Refused refused) throws Exception {
        RawHttp.Answer answer = server.send(refused.request());

        assertThat(answer.body()).matches("\\{\"error\":\"[^\"<>]{5,100}\"}");
        assertThat(answer.status()).isEqualTo(refused.status());
        assertSane(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "/orders,'GET, HEAD, OPTIONS, POST'",
        "/orders/1,'GET, HEAD, OPTIONS'",
        "/orders/a;b,'GET, HEAD, OPTIONS'"
    })
    void namesExactlyWhatAPathTakesHoweverItIsAsked(String path, String methods) throws Exception {
        String preflight = HOST + "Origin: http://localhost\r\nAccess-Control-Request-Method: PUT\r\n\r\n";
        assertThat(server.send("DELETE " + path + HOST + "\r\n").header("allow"))
                .isEqualTo(methods);
        assertThat(server.send("OPTIONS " + path + HOST + "\r\n").header("allow"))
                .isEqualTo(methods);
        assertThat(server.send("OPTIONS " + path + preflight).header("allow")).isEqualTo(methods);
        assertThat(server.send("TRACE " + path + HOST + "\r\n").header("allow")).isEqualTo(methods);
        for (String method : List.of("GET", "OPTIONS")) {
            assertThat(server.send(method + " " + path + HOST + "\r\n").status())
                    .isIn(200, 404);
        }
    }

    @Test
    void saysWhichFormOfABodyIsTaken() throws Exception {
        RawHttp.Answer gzip = server.send(post("{}", "Content-Encoding: gzip\r\n"));
        assertThat(gzip.header("accept-encoding")).isEqualTo("identity");
        assertThat(gzip.body()).isEqualTo("{\"error\":\"the body must not be encoded as gzip\"}");
        assertThat(server.send("POST /orders" + HOST
                                + "Content-Type: application/json; charset=\"UTF-16\"\r\nContent-Length: 2\r\n\r\n{}")
                        .body())
                .isEqualTo("{\"error\":\"the charset must be utf-8, not UTF-16\"}");
        assertThat(server.send("POST /orders" + HOST
                                + "Content-Type: application/json;charset=UTF-8\r\nContent-Encoding: identity\r\n"
                                + "Content-Length: 23\r\n\r\n{\"itemId\":[\"identity\"]}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void namesTheAllowedMethods() throws Exception {
        assertThat(server.send("DELETE /orders" + HOST + "\r\n").header("allow").split(", "))
                .contains("POST");
        assertThat(server.send("PUT /orders/1" + HOST + "\r\n").header("allow").split(", "))
                .contains("GET");
        assertThat(server.send("TRACE /orders" + HOST + "\r\n").header("allow")).doesNotContain("TRACE");
    }

    @Test
    void tellsNothingOfAnUnforeseenException() throws Exception {
        assertThat(server.send(post("{\"itemId\":[\"a\"],\"orderId\":\"unforeseen\"}"))
                        .body())
                .isEqualTo("{\"error\":\"internal error\"}");
        assertThat(server.send(post("{\"itemId\":[\"a\"],\"orderId\":\"error\"}"))
                        .body())
                .isEqualTo("{\"error\":\"internal error\"}");
    }

    @Test
    void placesNoOrderWhoseAnswerTheClientDoesNotAccept() throws Exception {
        server.send("POST /orders" + HOST + JSON
                + "Accept: application/xml\r\nContent-Length: 36\r\n\r\n{\"itemId\":[\"a\"],\"orderId\":\"refused\"}");

        assertThat(server.send("GET /orders/refused" + HOST + "\r\n").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatAClientMayConcludeWhenTheStoreIsUnavailable(OrdersUnavailableException.Reason reason)
            throws Exception {
        RawHttp.Answer answer = server.send(post("{\"itemId\":[\"a\"],\"orderId\":\"" + reason + "\"}"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo(
                        switch (reason) {
                            case BUSY -> "{\"error\":\"too many orders are waiting, retry later\"}";
                            case FULL -> "{\"error\":\"storage is full, retry later\"}";
                            case UNAVAILABLE -> "{\"error\":\"storage is not available, retry later\"}";
                            case OUTCOME_UNKNOWN -> "{\"error\":\"outcome unknown, retry with the same orderId\"}";
                        });
        assertThat(answer.headers().containsKey("retry-after"))
                .isEqualTo(reason != OrdersUnavailableException.Reason.OUTCOME_UNKNOWN);
        assertSane(answer);
    }

    @Test
    void acceptsAChunkedBody() throws Exception {
        RawHttp.Answer answer =
                server.send(chunked("a\r\n{\"itemId\":\r\nd\r\n[\"in chunks\"]\r\n1\r\n}\r\n0\r\n\r\n"));

        assertThat(answer.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 19\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 19\r\n",
                "Transfer-Encoding: chunked\r\nX-Other: a\r\ncONTENT-lENGTH:0\r\n",
                "Transfer-Encoding: chunked\r\nX-Other: Content-Length\r\nContent-Length: 19\r\nConnection: keep-alive\r\n"
            })
    void closesTheConnectionOfARequestThatStatesItsLengthTwice(String framing) throws Exception {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write("POST /orders" + HOST + JSON + framing + "\r\n13\r\n{\"itemId\":[\"smug\"]}\r\n0\r\n\r\n");

            assertThat(http.answer().status()).isEqualTo(400);
            assertThat(http.closedByServer()).isTrue();
        }
    }

    @Test
    void looksForALengthOnlyInTheHeader() throws Exception {
        RawHttp.Answer answer = server.send("POST /orders" + HOST + JSON + "X-Other: Content-Length: 7\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "24\r\n{\"itemId\":\r\n[\r\nContent-Length: 7\r\n]}\r\n0\r\n\r\n");

        assertThat(answer.body()).startsWith("{\"error\":\"the body is not valid JSON");
    }

    @Test
    void givesAcceptedOrdersTheSameHeaders() throws Exception {
        RawHttp.Answer answer = server.send(post("{\"itemId\":[\"accepted\"]}"));

        assertThat(answer.status()).isEqualTo(202);
        assertSane(answer);
    }

    private static void assertSane(RawHttp.Answer answer) {
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("content-security-policy")).isEqualTo("frame-ancestors 'none'");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by", "set-cookie");
        assertThat(answer.body()).doesNotContainIgnoringCase("tomcat").doesNotContain("Exception", "\tat ");
    }

    private static String chunked(String chunks) {
        return "POST /orders" + HOST + JSON + "Transfer-Encoding: chunked\r\n\r\n" + chunks;
    }

    /** A complete request, and the status it must get. */
    public record Refused(String name, int status, String request) {
        @Override
        public String toString() {
            return name + " -> " + status;
        }
    }

    /** Keeps orders in memory, and fails for an orderId that says how. */
    private static final class FailingOrders implements Orders {

        private final InMemoryOrders orders = new InMemoryOrders();

        @Override
        public CompletableFuture<Placement> place(Order order) {
            for (OrdersUnavailableException.Reason reason : OrdersUnavailableException.Reason.values()) {
                if (order.orderId().equals(reason.name())) {
                    return CompletableFuture.failedFuture(new OrdersUnavailableException(reason, "for the test"));
                }
            }
            return switch (order.orderId()) {
                case "unforeseen" -> throw new IllegalStateException("unforeseen, for the test");
                case "unforeseen later" ->
                    CompletableFuture.failedFuture(new IllegalStateException("later, for the test"));
                case "error" -> throw new StackOverflowError("for the test");
                default -> orders.place(order);
            };
        }

        @Override
        public Optional<Order> find(String orderId) {
            return orders.find(orderId);
        }

        @Override
        public List<NumberedOrder> after(long seq, int limit) {
            return orders.after(seq, limit);
        }
    }
}
