package io.orderpipeline.broker.outbox;

import io.orderpipeline.broker.OrderCreated;

class InMemoryOutboxTests extends OutboxContractTests {

    private final InMemoryOutbox outbox = new InMemoryOutbox();

    @Override
    protected Outbox outbox() {
        return outbox;
    }

    @Override
    protected void commit(OrderCreated event) {
        outbox.commit(event);
    }
}
