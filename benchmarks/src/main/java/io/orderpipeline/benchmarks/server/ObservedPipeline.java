package io.orderpipeline.benchmarks.server;

import io.orderpipeline.broker.inbox.Claim;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.notifications.NotificationServiceApplication;
import io.orderpipeline.orders.OrderServiceApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Both services in this JVM, as the launcher starts them, reporting each processed key. */
public final class ObservedPipeline implements AutoCloseable {

    private final ConfigurableApplicationContext shared;
    private final ConfigurableApplicationContext notifications;
    private final ConfigurableApplicationContext orders;

    /**
     * Starts both services.
     *
     * @param onProcessed   gets each key when it is durable, on the thread that made it durable
     * @param moreArguments select another store than files or another bus than the one in this JVM
     */
    public ObservedPipeline(Path folder, Consumer<NotificationKey> onProcessed, List<String> moreArguments) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--pipeline.management.orders-port=0",
                "--pipeline.management.notifications-port=0",
                "--pipeline.data-dir=" + folder.resolve("data"),
                "--logging.threshold.console=OFF",
                "--logging.file.name=" + folder.resolve("output.log")));
        all.addAll(moreArguments);
        String[] arguments = all.toArray(String[]::new);
        shared = shared();
        notifications = new SpringApplicationBuilder(NotificationServiceApplication.class)
                .parent(shared)
                .initializers(context -> context.getBeanFactory().addBeanPostProcessor(new Observer(onProcessed)))
                .run(arguments);
        orders = new SpringApplicationBuilder(OrderServiceApplication.class)
                .parent(shared)
                .run(arguments);
    }

    static ConfigurableApplicationContext shared() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(CommitBell.class, CommitBell::insideOneJvm);
        context.refresh();
        return context;
    }

    /** The port of the orders API. */
    public int port() {
        return orders.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** The relay, from the service that runs it: with a broker, the order service. */
    public OutboxRelay relay() {
        return notifications.getBeanProvider(OutboxRelay.class).getIfAvailable(() -> orders.getBean(OutboxRelay.class));
    }

    @Override
    public void close() {
        orders.close();
        notifications.close();
        shared.close();
    }

    private record Observer(Consumer<NotificationKey> onProcessed) implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof ProcessedNotifications inbox ? new Observed(inbox, onProcessed) : bean;
        }
    }

    private record Observed(ProcessedNotifications inbox, Consumer<NotificationKey> onProcessed)
            implements ProcessedNotifications {

        @Override
        public CompletionStage<Claim> claim(Set<NotificationKey> keys, Duration lasting) {
            return inbox.claim(keys, lasting);
        }

        @Override
        public CompletionStage<Set<NotificationKey>> processed(Set<NotificationKey> keys) {
            return inbox.processed(keys);
        }

        @Override
        public CompletionStage<Void> record(Set<NotificationKey> keys) {
            return inbox.record(keys).thenRun(() -> keys.forEach(onProcessed));
        }
    }
}
