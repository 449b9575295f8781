package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.notifications.notification.Notifier;
import io.orderpipeline.orders.placing.Orders;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigRegistry;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Adds the live page to both services: wraps the ports that it watches and can break, and adds its servlets to the server of the orders
 * API. The services do not know about it.
 */
public final class LivePage {

    private final Watched watched = Watched.create();

    /** Call it before the context is refreshed. */
    public void addToNotifications(ConfigurableApplicationContext service) {
        wrap(service, bean -> {
            if (bean instanceof Notifier notifier) {
                return new BreakableNotifier(notifier, watched.faults(), watched.trail());
            }
            return bus(bean);
        });
    }

    /** Call it before the context is refreshed, and after the notification service has started. */
    public void addToOrders(ConfigurableApplicationContext service, ApplicationContext notifications) {
        wrap(service, bean -> bean instanceof Orders orders ? new WatchedOrders(orders, watched.trail()) : bus(bean));
        NotificationSide side = NotificationSide.of(notifications);
        service.getBeanFactory().registerSingleton("watched", watched);
        service.getBeanFactory().registerSingleton("notificationSide", side);
        // Replaces the order service's own source: asks the notification service, wherever that keeps its inbox.
        ((GenericApplicationContext) service)
                .registerBean(
                        InboxProgress.class,
                        () -> new InboxProgress(side.inbox()),
                        progress -> progress.setPrimary(true));
        ((AnnotationConfigRegistry) service).register(LiveConfiguration.class);
    }

    /** One object may be both publisher and source. */
    private Object bus(Object bean) {
        EventPublisher publisher =
                bean instanceof EventPublisher whole ? new BreakablePublisher(whole, watched.faults()) : null;
        EventSource source = bean instanceof EventSource whole ? new WatchedSource(whole, watched.trail()) : null;
        if (publisher != null && source != null) {
            return new BreakableBus(publisher, source);
        }
        return publisher != null ? publisher : source != null ? source : bean;
    }

    private static void wrap(ConfigurableApplicationContext service, UnaryOperator<Object> wrapper) {
        service.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return wrapper.apply(bean);
            }
        });
    }
}
