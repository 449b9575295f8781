package io.orderpipeline.redis;

import io.orderpipeline.broker.wire.BrokerOutageContractTests;

class RedisOutageTests extends BrokerOutageContractTests<RedisUnderTest> {

    RedisOutageTests() {
        super(RedisUnderTest::new);
    }
}
