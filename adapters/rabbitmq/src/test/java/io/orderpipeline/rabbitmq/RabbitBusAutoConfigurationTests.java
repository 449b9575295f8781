package io.orderpipeline.rabbitmq;

import io.orderpipeline.broker.wire.BrokerSwitchContractTests;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;

class RabbitBusAutoConfigurationTests extends BrokerSwitchContractTests {

    RabbitBusAutoConfigurationTests() {
        super("rabbitmq", RabbitAutoConfiguration.class, RabbitBusAutoConfiguration.class, "spring.rabbitmq.port=1");
    }
}
