package io.orderpipeline.launcher.live;

import io.orderpipeline.orders.placing.OrderProgress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Lets the orders API report the progress of an order. */
@Configuration(proxyBeanMethods = false)
class ProgressConfiguration {

    /** Replaces the order service's own source: asks the notification service in this process, wherever that keeps its inbox. */
    @Bean
    @Primary
    OrderProgress inboxProgress(NotificationSide notifications) {
        return new InboxProgress(notifications.inbox());
    }
}
