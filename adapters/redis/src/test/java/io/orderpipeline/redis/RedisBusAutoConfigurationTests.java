package io.orderpipeline.redis;

import io.orderpipeline.broker.wire.BrokerSwitchContractTests;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;

class RedisBusAutoConfigurationTests extends BrokerSwitchContractTests {

    RedisBusAutoConfigurationTests() {
        super("redis", DataRedisAutoConfiguration.class, RedisBusAutoConfiguration.class, "spring.data.redis.port=1");
    }
}
