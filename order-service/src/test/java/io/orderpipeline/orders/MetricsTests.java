package io.orderpipeline.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.web.RawHttp;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class MetricsTests {

    @TempDir
    private Path folder;

    @Test
    void countOrdersAndWhatWaitsForANotificationServiceThatIsDown() throws IOException {
        try (ConfigurableApplicationContext service = SpringApplication.run(
                OrderServiceApplication.class,
                "--server.port=0",
                "--pipeline.management.orders-port=0",
                "--pipeline.data-dir=" + folder)) {
            assertThat(metrics(service)).contains("\norders_received_total 0.0\n", "\noutbox_size 0.0\n");
            place(service, "{\"itemId\":[\"a\"],\"orderId\":\"secret-1\"}", 202);
            place(service, "{\"itemId\":[\"b\"],\"orderId\":\"secret-2\"}", 202);
            place(service, "{\"itemId\":[\"a\"],\"orderId\":\"secret-3\"}", 409);
            place(service, "{\"itemId\":[]}", 400);
            assertThat(RawHttp.exchange(
                                    port(service, "local.server.port"),
                                    "GET /orders?limit=x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .status())
                    .isEqualTo(400);

            assertThat(metrics(service))
                    .contains("\norders_received_total 3.0\n", "\noutbox_size 2.0\n")
                    .contains(
                            "\norders_total{outcome=\"accepted\"} 2.0\n",
                            "\norders_total{outcome=\"duplicate\"} 1.0\n",
                            "\norders_total{outcome=\"invalid\"} 1.0\n",
                            "\norders_total{outcome=\"unavailable\"} 0.0\n")
                    .contains(
                            "\ncommit_orders_total 2.0\n",
                            "\ncommit_sync_seconds_count 2\n",
                            "\nindex_ids 4.0\n",
                            "\noutbox_segments 1.0\n")
                    .containsPattern("\ncommit_sync_seconds_sum [0-9.E-]*[1-9]")
                    .contains("status=\"202\"", "uri=\"/orders\"")
                    .doesNotContain("secret-1");
        }
    }

    private static void place(ConfigurableApplicationContext service, String json, int status) throws IOException {
        assertThat(RawHttp.exchange(port(service, "local.server.port"), RawHttp.post(json))
                        .status())
                .isEqualTo(status);
    }

    private static String metrics(ConfigurableApplicationContext service) throws IOException {
        RawHttp.Answer answer = RawHttp.exchange(
                port(service, "local.management.port"),
                "GET /actuator/prometheus HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static int port(ConfigurableApplicationContext service, String property) {
        return service.getEnvironment().getRequiredProperty(property, Integer.class);
    }
}
