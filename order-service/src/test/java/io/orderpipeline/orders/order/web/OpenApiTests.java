package io.orderpipeline.orders.order.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.order.InMemoryOrders;
import io.orderpipeline.orders.order.NumberedOrder;
import io.orderpipeline.orders.order.Order;
import io.orderpipeline.orders.order.Orders;
import io.orderpipeline.orders.order.OrdersUnavailableException;
import io.orderpipeline.orders.order.Placement;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What docs/openapi.yaml says is what the running service does. */
class OpenApiTests {

    private static final String HEAD = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";

    private final OpenApi api;

    OpenApiTests() throws IOException {
        api = new OpenApi();
    }

    @Test
    void documentsExactlyTheAnswersThatAreGiven() throws Exception {
        Map<String, RawHttp.Answer> given = new TreeMap<>();
        try (EdgeServer server = new EdgeServer(new UnavailableFor503(), "pipeline.http.body-deadline=200ms")) {
            for (Map.Entry<String, String> request : requests().entrySet()) {
                given.put(request.getKey(), server.send(request.getValue()));
            }
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
            assertThat(server.send("GET /orders/nobody" + HEAD + "\r\n").body())
                    .isEqualTo(api.responseExample("get /orders/{orderId} 404").toString());
            assertThat(server.send("GET /orders?limit=0" + HEAD + "\r\n").body())
                    .isEqualTo(api.responseExample("get /orders 400").toString());
        }
    }

    /** One request for each documented answer; the first stores the order that later ones meet. */
    private static Map<String, String> requests() {
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("post /orders 202", post("{\"itemId\":[\"a\"],\"orderId\":\"1\"}", "Idempotency-Key: \"k\"\r\n"));
        requests.put("post /orders 400", post("{}"));
        requests.put("post /orders 408", "POST /orders" + HEAD + JSON + "Content-Length: 10\r\n\r\n{");
        requests.put("post /orders 409", post("{\"itemId\":[\"a\"],\"orderId\":\"2\"}"));
        requests.put("post /orders 413", "POST /orders" + HEAD + JSON + "Content-Length: 262145\r\n\r\n");
        requests.put(
                "post /orders 415", "POST /orders" + HEAD + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}");
        requests.put("post /orders 422", post("{\"itemId\":[\"b\"]}", "Idempotency-Key: \"k\"\r\n"));
        requests.put("post /orders 503", post("{\"itemId\":[\"c\"],\"orderId\":\"503\"}"));
        requests.put("get /orders 200", "GET /orders" + HEAD + "\r\n");
        requests.put("get /orders 400", "GET /orders?after=x" + HEAD + "\r\n");
        requests.put("get /orders/{orderId} 200", "GET /orders/1" + HEAD + "\r\n");
        requests.put("get /orders/{orderId} 404", "GET /orders/2" + HEAD + "\r\n");
        return requests;
    }

    private static String post(String body, String... headers) {
        return "POST /orders" + HEAD + JSON + String.join("", headers) + "Content-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static final class UnavailableFor503 implements Orders {

        private final InMemoryOrders orders = new InMemoryOrders();

        @Override
        public CompletableFuture<Placement> place(Order order) {
            return order.orderId().equals("503")
                    ? CompletableFuture.failedFuture(
                            new OrdersUnavailableException(OrdersUnavailableException.Reason.BUSY, "for the test"))
                    : orders.place(order);
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
