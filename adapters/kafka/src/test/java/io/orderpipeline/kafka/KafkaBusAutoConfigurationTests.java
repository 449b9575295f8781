package io.orderpipeline.kafka;

import io.orderpipeline.broker.wire.BrokerSwitchContractTests;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;

class KafkaBusAutoConfigurationTests extends BrokerSwitchContractTests {

    KafkaBusAutoConfigurationTests() {
        super(
                "kafka",
                KafkaAutoConfiguration.class,
                KafkaBusAutoConfiguration.class,
                "spring.kafka.bootstrap-servers=127.0.0.1:1");
    }
}
