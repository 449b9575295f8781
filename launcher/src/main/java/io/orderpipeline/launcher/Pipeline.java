package io.orderpipeline.launcher;

import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.launcher.live.LivePage;
import io.orderpipeline.notifications.NotificationServiceApplication;
import io.orderpipeline.orders.OrderServiceApplication;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * Both services, each in its own context and with its own configuration, under a parent context for what they share. The notification
 * service starts first and stops last, so no order is accepted that cannot be notified.
 */
final class Pipeline implements AutoCloseable {

    private final Deque<ConfigurableApplicationContext> running = new ArrayDeque<>();

    /** Starts both services. If one fails to start, stops the other and rethrows the failure. */
    static Pipeline start(String... args) {
        Pipeline pipeline = new Pipeline();
        try {
            ConfigurableApplicationContext shared = pipeline.track(shared());
            LivePage page = new LivePage();
            ConfigurableApplicationContext notifications = pipeline.track(
                    service(NotificationServiceApplication.class, shared, page::addToNotifications, args));
            pipeline.track(service(
                    OrderServiceApplication.class, shared, orders -> page.addToOrders(orders, notifications), args));
            return pipeline;
        } catch (RuntimeException | Error e) {
            pipeline.close();
            throw e;
        }
    }

    private static ConfigurableApplicationContext shared() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(CommitBell.class, CommitBell::insideOneJvm);
        context.refresh();
        return context;
    }

    private static ConfigurableApplicationContext service(
            Class<?> application,
            ConfigurableApplicationContext shared,
            ApplicationContextInitializer<ConfigurableApplicationContext> page,
            String... args) {
        return new SpringApplicationBuilder(application)
                .parent(shared)
                .initializers(page)
                .registerShutdownHook(false)
                .run(args);
    }

    private ConfigurableApplicationContext track(ConfigurableApplicationContext context) {
        running.push(context);
        return context;
    }

    /** The context of the order service. */
    ConfigurableApplicationContext orders() {
        return running.getFirst();
    }

    /** The context of the notification service. */
    ConfigurableApplicationContext notifications() {
        Iterator<ConfigurableApplicationContext> fromTheLast = running.iterator();
        fromTheLast.next();
        return fromTheLast.next();
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}
