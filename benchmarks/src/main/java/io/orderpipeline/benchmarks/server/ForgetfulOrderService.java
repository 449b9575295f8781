package io.orderpipeline.benchmarks.server;

import io.orderpipeline.broker.startup.PipelineService;
import io.orderpipeline.orders.placing.Orders;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/** The order service with a store that does nothing. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan(
        basePackages = "io.orderpipeline.orders",
        excludeFilters =
                @Filter(
                        type = FilterType.REGEX,
                        pattern = {"io\\.orderpipeline\\.orders\\.storage\\..*", ".*Application"}))
@PipelineService("order-service")
class ForgetfulOrderService {

    public static void main(String[] args) {
        SpringApplication.run(ForgetfulOrderService.class, args);
    }

    @Bean
    Orders orders() {
        return new OrdersForgotten();
    }
}
