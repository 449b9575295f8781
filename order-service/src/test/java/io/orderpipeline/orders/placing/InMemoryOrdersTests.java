package io.orderpipeline.orders.placing;

class InMemoryOrdersTests extends OrdersContractTests {

    @Override
    protected Orders orders() {
        return new InMemoryOrders();
    }
}
