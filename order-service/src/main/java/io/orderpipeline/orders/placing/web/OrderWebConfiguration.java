package io.orderpipeline.orders.placing.web;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderpipeline.orders.edge.AllowedMethods;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.placing.PlaceOrder;
import io.orderpipeline.orders.placing.RequestTrace;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The use case behind the controller, and the beans that write the answers. */
@Configuration(proxyBeanMethods = false)
class OrderWebConfiguration {

    @Bean
    PlaceOrder placeOrder(Orders orders, ObjectProvider<RequestTrace> trace) {
        return new PlaceOrder(orders, Clock.systemUTC(), UUID::randomUUID, trace.getIfAvailable(() -> () -> null));
    }

    @Bean
    AllowedMethods allowedMethods() {
        return new AllowedMethods(Map.of(
                "/orders", List.of("GET", "HEAD", "OPTIONS", "POST"),
                "/orders/{orderId}", List.of("GET", "HEAD", "OPTIONS")));
    }

    @Bean
    MeterBinder orderMeters(PlaceOrder placeOrder) {
        return registry -> FunctionCounter.builder("orders.received", placeOrder, PlaceOrder::received)
                .description("Valid orders received since the start, whatever the answer")
                .register(registry);
    }

    @Bean
    AnswerCounts answerCounts() {
        return new AnswerCounts();
    }

    @Bean
    AsyncAnswers asyncAnswers(AnswerCounts counts, @Value("${spring.mvc.async.request-timeout}") Duration timeout) {
        return new AsyncAnswers(counts, timeout);
    }

    @Bean
    OrderPages orderPages(Orders orders, @Value("${server.tomcat.threads.max:200}") int threads) {
        return new OrderPages(orders, threads);
    }
}
