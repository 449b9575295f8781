package io.orderpipeline.broker.management;

import io.orderpipeline.broker.wire.Consumption;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Health and metrics of a service that receives from a broker. With the bus inside one JVM the relay's own cover everything. */
@AutoConfiguration(afterName = "io.orderpipeline.broker.autoconfigure.SubscriberAutoConfiguration")
@ConditionalOnBean(Consumption.class)
class ConsumerManagementAutoConfiguration {

    @Bean
    ConsumerHealth consumerHealthIndicator(Consumption consumption) {
        return new ConsumerHealth(consumption);
    }

    @Bean
    ConsumerMeters consumerMeters(Consumption consumption) {
        return new ConsumerMeters(consumption);
    }
}
