package io.orderpipeline.orders.placing.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import org.junit.jupiter.api.Test;

/** Which host names the orders API accepts, depending on its listen address. */
class LoopbackApiTests {

    private static final String EVIL = "GET /orders HTTP/1.1\r\nHost: evil.example\r\n\r\n";

    @Test
    void refusesWebPagesWhenItIsOnLoopback() throws Exception {
        try (EdgeServer server = new EdgeServer(
                new InMemoryOrders(), "server.address=127.0.0.1", "pipeline.management.allowed-hosts=shop.example")) {
            assertThat(server.send(EVIL).status()).isEqualTo(421);
            assertThat(server.send(Requests.get("/orders", "Origin: http://evil.example\r\n"))
                            .status())
                    .isEqualTo(403);
            assertThat(server.send("GET /orders HTTP/1.1\r\nHost: shop.example\r\n\r\n")
                            .status())
                    .isEqualTo(200);
            assertThat(server.send("GET http://evil.example/orders HTTP/1.1\r\nHost: evil.example\r\n\r\n")
                            .status())
                    .isEqualTo(421);
            assertThat(server.send("GET /orders HTTP/1.1\r\nHost:\r\n\r\n").status())
                    .isIn(400, 421);
            assertThat(server.send(Requests.get("/orders")).status()).isEqualTo(200);
        }
    }

    /** Spring Boot chooses this strategy on its own in Kubernetes: a page with a rebound name could then claim to come from localhost. */
    @Test
    void believesNoForwardedNameInPlaceOfTheHost() throws Exception {
        try (EdgeServer server = new EdgeServer(
                new InMemoryOrders(), "server.address=127.0.0.1", "server.forward-headers-strategy=native")) {
            String forwarded = "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Host: localhost\r\n";
            assertThat(server.send("GET /orders HTTP/1.1\r\nHost: evil.example\r\n" + forwarded + "\r\n")
                            .status())
                    .isEqualTo(421);
            assertThat(server.send(Requests.get("/orders", "X-Forwarded-Host: evil.example\r\n"))
                            .status())
                    .isEqualTo(421);
            assertThat(server.send("GET /orders HTTP/1.1\r\nHost: [::1]:" + server.port() + "\r\n" + forwarded + "\r\n")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void answersToEveryNameWhenItIsOnTheNetwork() throws Exception {
        try (EdgeServer server = new EdgeServer(new InMemoryOrders())) {
            assertThat(server.send(EVIL).status()).isEqualTo(200);
        }
    }
}
