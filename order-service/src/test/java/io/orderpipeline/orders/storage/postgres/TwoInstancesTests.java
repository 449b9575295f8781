package io.orderpipeline.orders.storage.postgres;

class TwoInstancesTests extends ManyInstancesContractTests {

    TwoInstancesTests() {
        super(2);
    }
}
