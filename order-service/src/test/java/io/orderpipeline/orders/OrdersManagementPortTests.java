package io.orderpipeline.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.web.RawHttp;
import io.orderpipeline.orders.placing.web.Requests;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The management port of the order service, which is a second server in a child context. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdersManagementPortTests {

    private ConfigurableApplicationContext service;

    @BeforeAll
    void start(@TempDir Path folder) {
        service = SpringApplication.run(
                OrderServiceApplication.class,
                "--server.port=0",
                "--pipeline.management.orders-port=0",
                "--pipeline.management.allowed-hosts=ops.example",
                "--pipeline.data-dir=" + folder.resolve("data"));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void takesNoRequestsOfWebPages() throws Exception {
        RawHttp.Answer rebound = send("GET /actuator/health HTTP/1.1\r\nHost: evil.example\r\n\r\n");

        assertThat(rebound.status()).isEqualTo(421);
        assertThat(rebound.body()).isEqualTo("{\"error\":\"this port is not known as evil.example\"}");
        assertThat(send(Requests.get("/actuator/health", "Origin: http://evil.example\r\n"))
                        .status())
                .isEqualTo(403);
        assertThat(send("GET /actuator/health HTTP/1.1\r\nHost: ops.example\r\n\r\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesInTheFormOfTheOrdersApi() throws Exception {
        assertThat(send(Requests.get("/nowhere")).body()).isEqualTo("{\"error\":\"unknown path\"}");
        assertThat(send(Requests.get("/actuator/relay")).status())
                .as("its relay runs elsewhere")
                .isEqualTo(404);
        RawHttp.Answer health = send(Requests.get("/actuator/health"));
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.header("content-security-policy")).isEqualTo("frame-ancestors 'none'");
        assertThat(health.header("x-content-type-options")).isEqualTo("nosniff");
    }

    private RawHttp.Answer send(String request) throws Exception {
        return RawHttp.exchange(
                service.getEnvironment().getRequiredProperty("local.management.port", Integer.class), request);
    }
}
