package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.wire.InMemoryBroker.Flaw;

class InMemoryMembersTests extends BrokerMembersContractTests<InMemoryBrokerUnderTest> {

    InMemoryMembersTests() {
        super(folder -> new InMemoryBrokerUnderTest(Flaw.NONE));
    }
}
