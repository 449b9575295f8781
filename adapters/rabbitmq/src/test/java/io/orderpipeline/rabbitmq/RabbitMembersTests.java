package io.orderpipeline.rabbitmq;

import io.orderpipeline.broker.wire.BrokerMembersContractTests;

class RabbitMembersTests extends BrokerMembersContractTests<RabbitUnderTest> {

    RabbitMembersTests() {
        super(RabbitUnderTest::new);
    }
}
