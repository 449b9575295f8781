package io.orderpipeline.orders.placing.web;

import static io.orderpipeline.orders.placing.web.Requests.HOST;
import static io.orderpipeline.orders.placing.web.Requests.JSON;
import static io.orderpipeline.orders.placing.web.Requests.bearer;
import static io.orderpipeline.orders.placing.web.Requests.get;
import static io.orderpipeline.orders.placing.web.Requests.post;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.access.Tokens;
import io.orderpipeline.orders.placing.InMemoryOrders;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import io.orderpipeline.orders.placing.Placement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running service behaves as docs/openapi.yaml says. */
class OpenApiTests {

    /** A request for each operation, given the header line with its token. */
    private static final Map<String, UnaryOperator<String>> REQUESTS_WITH_TOKEN = Map.of(
            "post /orders", token -> post("{\"itemId\":[\"a\"]}", token),
            "get /orders", token -> get("/orders", token),
            "get /orders/{orderId}", token -> get("/orders/1", token));

    @TempDir
    private Path folder;

    private final Tokens tokens = new Tokens();
    private final OpenApi api;

    OpenApiTests() throws IOException {
        api = new OpenApi();
    }

    @Test
    void documentsExactlyTheAnswersThatAreGiven() throws Exception {
        Map<String, RawHttp.Answer> given = new ConcurrentSkipListMap<>();
        try (EdgeServer server = new EdgeServer(new UnavailableFor503(), "pipeline.http.body-deadline=200ms")) {
            sendAll(requests(), server, given);
        }
        try (EdgeServer server = secured()) {
            sendAll(requestsWithTheWrongToken(), server, given);
        }
        AskedAgainWhileReading orders = new AskedAgainWhileReading();
        try (EdgeServer server = new EdgeServer(orders, "server.tomcat.threads.max=2")) {
            orders.ask = () -> given.put("get /orders 503", server.send(get("/orders")));
            server.send(get("/orders"));
        }

        given.forEach((answer, real) -> assertThat(answer).endsWith(" " + real.status()));
        assertThat(given.keySet()).isEqualTo(api.answers());
        given.forEach(api::assertAsDocumented);
    }

    @Test
    void showsExamplesOfTheDocumentedShape() {
        api.answers().forEach(api::assertExampleMatches);
    }

    @Test
    void showsExamplesThatTheServiceReallyAnswers() throws Exception {
        try (EdgeServer server = new EdgeServer(new InMemoryOrders())) {
            String example = api.requestExample().toString();
            assertThat(server.send(post(example)).body())
                    .isEqualTo(api.responseExample("post /orders 202").toString());
            assertThat(server.send(post(example)).body())
                    .isEqualTo(api.responseExample("post /orders 409").toString());
            assertThat(server.send(post("{}")).body())
                    .isEqualTo(api.responseExample("post /orders 400").toString());
            assertThat(server.send(get("/orders/nobody")).body())
                    .isEqualTo(api.responseExample("get /orders/{orderId} 404").toString());
            assertThat(server.send(get("/orders?orderId=nobody")).body())
                    .isEqualTo(api.responseExample("get /orders 404").toString());
            assertThat(server.send(get("/orders?limit=0")).body())
                    .isEqualTo(api.responseExample("get /orders 400").toString());
        }
    }

    @Test
    void asksInTheProfileSecureForTheScopeThatIsDocumented() throws Exception {
        try (EdgeServer server = secured()) {
            for (String operation : REQUESTS_WITH_TOKEN.keySet()) {
                RawHttp.Answer answer = server.send(withToken(operation, api.scope(operation)));
                assertThat(answer.status()).as(operation).isNotIn(401, 403);
            }
        }
    }

    @Test
    void documentsTheOrderThatIsNamedInTheQuery() throws Exception {
        try (EdgeServer server = new EdgeServer(new InMemoryOrders())) {
            server.send(post(api.requestExample().toString()));

            api.assertAsDocumented("get /orders 200", server.send(get("/orders?orderId=123")));
        }
    }

    @Test
    void documentsThatTheDefaultProfileAsksForNoToken() {
        assertThat(REQUESTS_WITH_TOKEN.keySet()).isEqualTo(api.operations()).allMatch(api::isOpenToo);
    }

    private EdgeServer secured() throws Exception {
        return new EdgeServer(
                new InMemoryOrders(),
                "spring.profiles.active=secure",
                "spring.security.oauth2.resourceserver.jwt.public-key-location=file:" + tokens.publicKeyIn(folder));
    }

    private static void sendAll(Map<String, String> requests, EdgeServer server, Map<String, RawHttp.Answer> given)
            throws Exception {
        for (Map.Entry<String, String> request : requests.entrySet()) {
            given.put(request.getKey(), server.send(request.getValue()));
        }
    }

    /** For each operation, a request without a token, and one with the scope of the other operations. */
    private Map<String, String> requestsWithTheWrongToken() {
        Map<String, String> requests = new LinkedHashMap<>();
        REQUESTS_WITH_TOKEN.forEach((operation, request) -> {
            String scope = api.scope(operation).equals("orders:read") ? "orders:write" : "orders:read";
            requests.put(operation + " 401", request.apply(""));
            requests.put(operation + " 403", withToken(operation, scope));
        });
        return requests;
    }

    private String withToken(String operation, String scope) {
        return requireNonNull(REQUESTS_WITH_TOKEN.get(operation)).apply(bearer(tokens.with(scope)));
    }

    /** One request for each documented answer; the first stores the order that later ones refer to. */
    private static Map<String, String> requests() {
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("post /orders 202", post("{\"itemId\":[\"a\"],\"orderId\":\"1\"}", "Idempotency-Key: \"k\"\r\n"));
        requests.put("post /orders 400", post("{}"));
        requests.put("post /orders 408", "POST /orders" + HOST + JSON + "Content-Length: 10\r\n\r\n{");
        requests.put("post /orders 409", post("{\"itemId\":[\"a\"],\"orderId\":\"2\"}"));
        requests.put("post /orders 413", "POST /orders" + HOST + JSON + "Content-Length: 262145\r\n\r\n");
        requests.put(
                "post /orders 415", "POST /orders" + HOST + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}");
        requests.put("post /orders 422", post("{\"itemId\":[\"b\"]}", "Idempotency-Key: \"k\"\r\n"));
        requests.put("post /orders 503", post("{\"itemId\":[\"c\"],\"orderId\":\"503\"}"));
        requests.put("get /orders 200", get("/orders"));
        requests.put("get /orders 400", get("/orders?after=x"));
        requests.put("get /orders 404", get("/orders?orderId=2"));
        requests.put("get /orders/{orderId} 200", get("/orders/1"));
        requests.put("get /orders/{orderId} 404", get("/orders/2"));
        requests.put("get /orders/{orderId} 503", get("/orders/503"));
        return requests;
    }

    /** Another page is requested while it reads one. */
    private static final class AskedAgainWhileReading implements Orders {

        private volatile Callable<?> ask = () -> "";

        @Override
        public CompletableFuture<Placement> place(Order order) {
            throw new IllegalStateException("nothing is placed here");
        }

        @Override
        public Optional<Order> find(String orderId) {
            return Optional.empty();
        }

        @Override
        public List<NumberedOrder> after(long seq, int limit) {
            try {
                ask.call();
                return List.of();
            } catch (Exception e) {
                throw new IllegalStateException("the other page was not asked for", e);
            }
        }
    }

    private static final class UnavailableFor503 implements Orders {

        private final InMemoryOrders orders = new InMemoryOrders();

        @Override
        public CompletableFuture<Placement> place(Order order) {
            return order.orderId().equals("503") ? CompletableFuture.failedFuture(unavailable()) : orders.place(order);
        }

        @Override
        public Optional<Order> find(String orderId) {
            if (orderId.equals("503")) {
                throw unavailable();
            }
            return orders.find(orderId);
        }

        private static OrdersUnavailableException unavailable() {
            return new OrdersUnavailableException(OrdersUnavailableException.Reason.UNAVAILABLE, "for the test");
        }

        @Override
        public List<NumberedOrder> after(long seq, int limit) {
            return orders.after(seq, limit);
        }
    }
}
