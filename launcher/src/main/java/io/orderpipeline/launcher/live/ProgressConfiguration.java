package io.orderpipeline.launcher.live;

import io.orderpipeline.orders.placing.OrderProgress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the orders API tell how far an order is. */
@Configuration(proxyBeanMethods = false)
class ProgressConfiguration {

    @Bean
    OrderProgress orderProgress(NotificationSide notifications) {
        return new InboxProgress(notifications.inbox());
    }
}
