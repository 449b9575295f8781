package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.wire.InMemoryBroker.Flaw;

class InMemoryOutageTests extends BrokerOutageContractTests<InMemoryBrokerUnderTest> {

    InMemoryOutageTests() {
        super(folder -> new InMemoryBrokerUnderTest(Flaw.NONE));
    }
}
