package io.orderpipeline.orders.storage.postgres;

class FourInstancesTests extends ManyInstancesContractTests {

    FourInstancesTests() {
        super(4);
    }
}
