package io.orderpipeline.launcher.live;

import io.orderpipeline.orders.placing.OrderProgress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Lets the orders API tell how far an order is. */
@Configuration(proxyBeanMethods = false)
class ProgressConfiguration {

    /** Before what an order service knows by itself: it asks the notification service of this very process, wherever that keeps its inbox. */
    @Bean
    @Primary
    OrderProgress inboxProgress(NotificationSide notifications) {
        return new InboxProgress(notifications.inbox());
    }
}
