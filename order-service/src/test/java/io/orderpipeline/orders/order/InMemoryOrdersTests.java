package io.orderpipeline.orders.order;

class InMemoryOrdersTests extends OrdersContractTests {

    @Override
    protected Orders orders() {
        return new InMemoryOrders();
    }
}
