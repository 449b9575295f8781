package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;

class InMemoryBrokerUnderTest implements BrokerUnderTest {

    private final InMemoryBroker.Flaw flaw;
    private InMemoryBroker broker;

    InMemoryBrokerUnderTest(InMemoryBroker.Flaw flaw) {
        this.flaw = flaw;
        this.broker = new InMemoryBroker(flaw);
    }

    @Override
    public void openTopic() {
        broker = new InMemoryBroker(flaw);
    }

    @Override
    public Sender connectSender() {
        return broker.sender();
    }

    @Override
    public Receiver.Connector connector() {
        return broker;
    }

    @Override
    public void sendForeign(byte[] body) {
        UnknownEvent foreign = new UnknownEvent(body, "for the test");
        broker.take(WireMessage.of(new Delivery(foreign))).toCompletableFuture().join();
    }

    @Override
    public void stop() {
        broker.stop();
    }

    @Override
    public void start() {
        broker.start();
    }

    @Override
    public void deleteEvents(String group) {
        broker.deleteEvents();
    }

    @Override
    public void freeze() {
        broker.stop();
    }

    @Override
    public void thaw() {
        broker.start();
    }

    @Override
    public boolean noticesHungMembers() {
        return false;
    }

    @Override
    public void close() {}
}
