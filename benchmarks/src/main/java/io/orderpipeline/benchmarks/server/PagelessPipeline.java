package io.orderpipeline.benchmarks.server;

import io.orderpipeline.notifications.NotificationServiceApplication;
import io.orderpipeline.orders.OrderServiceApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Both services in one JVM as the launcher starts them, but without the live page. */
final class PagelessPipeline {

    private PagelessPipeline() {}

    public static void main(String[] args) {
        ConfigurableApplicationContext shared = ObservedPipeline.shared();
        new SpringApplicationBuilder(NotificationServiceApplication.class)
                .parent(shared)
                .run(args);
        new SpringApplicationBuilder(OrderServiceApplication.class)
                .parent(shared)
                .run(args);
    }
}
