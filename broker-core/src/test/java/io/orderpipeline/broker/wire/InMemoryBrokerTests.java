package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;

class InMemoryBrokerTests extends BrokerContractTests {

    private InMemoryBroker broker = new InMemoryBroker(InMemoryBroker.Flaw.NONE);

    void breakBy(InMemoryBroker.Flaw flaw) {
        broker = new InMemoryBroker(flaw);
    }

    @Override
    protected Sender connectSender() {
        return broker.sender();
    }

    @Override
    protected Receiver.Connector connector() {
        return broker;
    }

    @Override
    protected void sendForeign(byte[] body) {
        UnknownEvent foreign = new UnknownEvent(body, "for the test");
        broker.take(WireMessage.of(new Delivery(foreign))).toCompletableFuture().join();
    }

    @Override
    protected void stopBroker() {
        broker.stop();
    }

    @Override
    protected void startBroker() {
        broker.start();
    }

    @Override
    protected void deleteEvents(String group) {
        broker.deleteEvents();
    }

    @Override
    protected void freezeBroker() {
        broker.stop();
    }

    @Override
    protected void thawBroker() {
        broker.start();
    }

    @Override
    protected boolean noticesHungMembers() {
        return false;
    }
}
