package io.orderpipeline.orders.placing.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An id in a path is what the client sent: no two ids share an order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiteralIdTests {

    private EdgeServer server;

    @BeforeAll
    void start() throws Exception {
        server = new EdgeServer(new InMemoryOrders());
        server.send(Requests.post("{\"itemId\":[\"of a\"],\"orderId\":\"a\"}"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", ";b", "a;", "a;b=c;d", "..;x", "a=b", "a+b", "a,b", "a&b", "!$'()*:@~-._"})
    void showsTheOrderWhoseIdStandsUnescapedInThePath(String id) throws Exception {
        assertThat(server.send(Requests.get("/orders/" + id)).status()).isEqualTo(404);

        server.send(Requests.post("{\"itemId\":[\"of " + id + "\"],\"orderId\":\"" + id + "\"}"));

        assertThat(server.send(Requests.get("/orders/" + id)).body()).startsWith("{\"orderId\":\"" + id + "\"");
    }

    @Test
    void givesATimeAsItIsStoredInEveryAnswer() throws Exception {
        String one = server.send(Requests.get("/orders/a")).body();
        String page = server.send(Requests.get("/orders?limit=1")).body();

        assertThat(one.substring(one.indexOf("\"createdAt\"")))
                .matches("\"createdAt\":\"[0-9-]{10}T[0-9:]{8}\\.\\d{3}Z\"}")
                .isEqualTo(page.substring(page.indexOf("\"createdAt\""), page.length() - 2));
    }
}
