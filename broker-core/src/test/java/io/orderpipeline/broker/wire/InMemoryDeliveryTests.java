package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.wire.InMemoryBroker.Flaw;

class InMemoryDeliveryTests extends BrokerDeliveryContractTests<InMemoryBrokerUnderTest> {

    InMemoryDeliveryTests() {
        super(folder -> new InMemoryBrokerUnderTest(Flaw.NONE));
    }
}
