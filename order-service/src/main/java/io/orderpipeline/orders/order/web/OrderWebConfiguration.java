package io.orderpipeline.orders.order.web;

import io.orderpipeline.orders.order.Orders;
import io.orderpipeline.orders.order.PlaceOrder;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The use case behind the controller, and the converter in front of it. */
@Configuration(proxyBeanMethods = false)
class OrderWebConfiguration {

    @Bean
    PlaceOrder placeOrder(Orders orders) {
        return new PlaceOrder(orders, Clock.systemUTC(), UUID::randomUUID);
    }

    @Bean
    AnswerBodyConverter answerBodyConverter(JsonMapper mapper) {
        return new AnswerBodyConverter(mapper);
    }
}
