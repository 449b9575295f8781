package io.orderpipeline.kafka;

import io.orderpipeline.broker.wire.BrokerMembersContractTests;

class KafkaMembersTests extends BrokerMembersContractTests<KafkaUnderTest> {

    KafkaMembersTests() {
        super(KafkaUnderTest::new);
    }
}
