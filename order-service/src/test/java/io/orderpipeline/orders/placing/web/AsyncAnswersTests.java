package io.orderpipeline.orders.placing.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.placing.Placement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncAnswersTests {

    private final HeldOrders orders = new HeldOrders();
    private final EdgeServer server = new EdgeServer(orders, "spring.mvc.async.request-timeout=300ms");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersWhenTheOutcomeIsThere() throws Exception {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(order("held"));
            orders.accept("held");

            assertThat(http.answer().body()).isEqualTo("{\"orderId\":\"held\"}");
        }
    }

    @Test
    void doesNotLetAClientWaitForEver() throws Exception {
        assertThat(RawHttp.exchange(server.port(), order("never")).body())
                .isEqualTo("{\"error\":\"outcome unknown, retry with the same orderId\"}");
    }

    @Test
    void dropsAnOutcomeThatComesTooLate() throws Exception {
        assertThat(RawHttp.exchange(server.port(), order("late")).status()).isEqualTo(503);
        orders.accept("late");

        assertThatOthersAreAnswered();
    }

    @Test
    void dropsAnOutcomeForAClientThatIsGone() throws Exception {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(order("gone"));
            orders.awaitPlaced("gone");
        }
        orders.accept("gone");

        assertThatOthersAreAnswered();
    }

    private void assertThatOthersAreAnswered() throws Exception {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(order("other"));
            orders.accept("other");

            assertThat(http.answer().body()).isEqualTo("{\"orderId\":\"other\"}");
        }
    }

    private static byte[] order(String orderId) {
        return RawHttp.post(String.format(Locale.ROOT, "{\"orderId\":\"%s\",\"itemId\":[\"a\"]}", orderId));
    }

    /** A store whose outcomes arrive when the test says so. */
    private static final class HeldOrders implements Orders {

        private final InMemoryOrders none = new InMemoryOrders();
        private final Map<String, CompletableFuture<Placement>> held = new ConcurrentHashMap<>();

        void awaitPlaced(String orderId) {
            Awaitility.await().until(() -> held.containsKey(orderId));
        }

        void accept(String orderId) {
            awaitPlaced(orderId);
            answerTo(orderId).complete(new OrderAccepted(orderId));
        }

        @Override
        public CompletableFuture<Placement> place(Order order) {
            return answerTo(order.orderId());
        }

        private CompletableFuture<Placement> answerTo(String orderId) {
            return held.computeIfAbsent(orderId, placed -> new CompletableFuture<>());
        }

        @Override
        public Optional<Order> find(String orderId) {
            return none.find(orderId);
        }

        @Override
        public List<NumberedOrder> after(long seq, int limit) {
            return none.after(seq, limit);
        }
    }
}
