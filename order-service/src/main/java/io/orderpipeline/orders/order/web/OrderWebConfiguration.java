package io.orderpipeline.orders.order.web;

import io.orderpipeline.orders.order.Orders;
import io.orderpipeline.orders.order.PlaceOrder;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The use case behind the controller. */
@Configuration(proxyBeanMethods = false)
class OrderWebConfiguration {

    @Bean
    PlaceOrder placeOrder(Orders orders) {
        return new PlaceOrder(orders, Clock.systemUTC(), UUID::randomUUID);
    }
}
