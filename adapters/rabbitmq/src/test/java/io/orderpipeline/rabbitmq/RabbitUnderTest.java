package io.orderpipeline.rabbitmq;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.orderpipeline.broker.wire.BrokerUnderTest;
import io.orderpipeline.broker.wire.Receiver;
import io.orderpipeline.broker.wire.Sender;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/** Needs an installed server: no library contains one. */
final class RabbitUnderTest implements BrokerUnderTest {

    private final RabbitProcess rabbit;
    private RabbitBus bus;

    RabbitUnderTest(Path folder) {
        Assumptions.assumeTrue(
                RabbitProcess.isInstalled(), "rabbitmq-server is not installed (on Debian: apt install)");
        rabbit = RabbitProcess.startIn(folder);
        bus = unusedBus();
    }

    private RabbitBus unusedBus() {
        return bus("test." + UUID.randomUUID(), true);
    }

    RabbitBus bus(String exchange, boolean create) {
        return new RabbitBus(rabbit.connections(), rabbit.addresses(), exchange, create);
    }

    RabbitBus bus() {
        return bus;
    }

    /** The same bus for a user who may write and read but create nothing, and does not try to. */
    RabbitBus busOfUserWithoutRights() {
        rabbit.control("add_user", "limited", "limited");
        rabbit.control("set_permissions", "limited", "^$", ".*", ".*");
        ConnectionFactory connections = rabbit.connections();
        connections.setUsername("limited");
        connections.setPassword("limited");
        return new RabbitBus(connections, rabbit.addresses(), bus.exchange(), false);
    }

    /** The server then reads nothing from connections that publish. */
    void raiseMemoryAlarm() {
        rabbit.control("set_vm_memory_high_watermark", "0.0000001");
    }

    void endMemoryAlarm() {
        rabbit.control("set_vm_memory_high_watermark", "0.4");
    }

    UnconfirmingProxy proxy() {
        return UnconfirmingProxy.to(rabbit.port());
    }

    /** Without heartbeats, which would end a slow connection as well. */
    RabbitBus busBehind(UnconfirmingProxy proxy) {
        ConnectionFactory connections = rabbit.connections();
        connections.setRequestedHeartbeat(0);
        return new RabbitBus(connections, List.of(new Address("127.0.0.1", proxy.port())), bus.exchange(), true);
    }

    interface Use {
        void with(Channel channel) throws Exception;
    }

    void onChannel(Use use) {
        try (Connection connection = bus.connect()) {
            use.with(connection.createChannel());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void openTopic() {
        bus = unusedBus();
    }

    @Override
    public Sender connectSender() {
        return new RabbitSender(bus);
    }

    @Override
    public Receiver.Connector connector() {
        return bus;
    }

    @Override
    public boolean keepsEventsForNewGroups() {
        return false;
    }

    /** RabbitMQ notices only the end of the connection, or a message unacknowledged for half an hour. */
    @Override
    public boolean noticesHungMembers() {
        return false;
    }

    @Override
    public void sendForeign(byte[] body) {
        onChannel(channel -> channel.basicPublish(bus.exchange(), "", null, body));
    }

    @Override
    public void stop() {
        rabbit.stop();
    }

    @Override
    public void start() {
        rabbit.start();
    }

    @Override
    public void deleteEvents(String group) {
        onChannel(channel -> channel.queueDelete(bus.queue(group)));
    }

    @Override
    public void freeze() {
        rabbit.freeze();
    }

    @Override
    public void thaw() {
        rabbit.thaw();
    }

    @Override
    public void close() {
        rabbit.close();
    }
}
