package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderProgress;
import io.orderpipeline.orders.placing.OrderProgress.Reached;
import io.orderpipeline.orders.placing.OrderProgress.State;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both services in one JVM on PostgreSQL, where either of them could report the progress of an order. */
class DatabasePipelineTests {

    @Test
    void anOrderIsNotifiedAndSaysSo(@TempDir Path unused) {
        TestDatabase database = TestServer.emptyDatabase();
        List<String> arguments = new ArrayList<>(List.of(new DataFolder(unused).arguments()));
        arguments.addAll(List.of(
                "--pipeline.store=postgres",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user()));
        try (Pipeline pipeline = Pipeline.start(arguments.toArray(String[]::new))) {
            assertThat(Customer.of(pipeline.orders()).posts("{\"itemId\":[\"itemA\",\"itemB\"],\"orderId\":\"123\"}"))
                    .isEqualTo("202 {\"orderId\":\"123\"}");
            Order order = pipeline.orders().getBean(Orders.class).find("123").orElseThrow();
            OrderProgress progress = pipeline.orders().getBean(OrderProgress.class);
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(progress.of(order))
                    .contains(new Reached(List.of("itemA", "itemB"), State.NOTIFIED)));
        }
        assertThat(unused).isEmptyDirectory();
    }
}
