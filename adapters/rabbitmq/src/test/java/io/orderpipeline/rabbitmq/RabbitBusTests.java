package io.orderpipeline.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.broker.wire.BrokerContractTests;
import io.orderpipeline.broker.wire.Receiver;
import io.orderpipeline.broker.wire.Sender;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Needs a server that is installed, which no library brings. */
class RabbitBusTests extends BrokerContractTests {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static RabbitProcess rabbit;

    private final RabbitBus bus = bus("test." + UUID.randomUUID(), true);

    private static RabbitBus bus(String exchange, boolean create) {
        return new RabbitBus(rabbit.connections(), rabbit.addresses(), exchange, create);
    }

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(
                RabbitProcess.isInstalled(), "rabbitmq-server is not installed (on Debian: apt install)");
        rabbit = RabbitProcess.startIn(folder);
    }

    @AfterAll
    static void stop() {
        if (rabbit != null) {
            rabbit.close();
        }
    }

    @Override
    protected Sender connectSender() {
        return new RabbitSender(bus);
    }

    @Override
    protected Receiver.Connector connector() {
        return bus;
    }

    @Override
    protected boolean keepsEventsForNewGroups() {
        return false;
    }

    @Override
    protected void sendForeign(byte[] body) {
        onChannel(channel -> channel.basicPublish(bus.exchange(), "", null, body));
    }

    @Override
    protected void stopBroker() {
        rabbit.stop();
    }

    @Override
    protected void startBroker() {
        rabbit.start();
    }

    @Override
    protected void deleteEvents(String group) {
        onChannel(channel -> channel.queueDelete(bus.queue(group)));
    }

    @Override
    protected void freezeBroker() {
        rabbit.freeze();
    }

    @Override
    protected void thawBroker() {
        rabbit.thaw();
    }

    /** Only a connection that ends, or half an hour, tells it. */
    @Override
    protected boolean noticesHungMembers() {
        return false;
    }

    private interface Use {
        void with(Channel channel) throws Exception;
    }

    private void onChannel(Use use) {
        try (Connection connection = bus.connect()) {
            use.with(connection.createChannel());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isAnOutageWhenNoQueueGetsTheEvent() {
        assertThat(publisher().publish(new Delivery(event(1))).toCompletableFuture())
                .failsWithin(soon())
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Outage.class)
                .withMessage("RabbitMQ: no queue gets what is published to " + bus.exchange());
    }

    @Test
    void writesCloudEvents() {
        bus.connect("group").close();
        publishAll(
                publisher(), List.of(new OrderCreated("123", List.of("itemA"), Instant.parse("2026-11-01T09:30:00Z"))));

        onChannel(channel -> {
            GetResponse message = channel.basicGet(bus.queue("group"), true);
            assertThat(message.getEnvelope().getRoutingKey()).isEqualTo("order.created");
            assertThat(new String(message.getBody(), UTF_8))
                    .isEqualTo("{\"type\":\"order.created\",\"version\":1,\"orderId\":\"123\",\"itemId\":[\"itemA\"],"
                            + "\"createdAt\":\"2026-11-01T09:30:00.000Z\"}");
            assertThat(message.getProps().getContentType()).isEqualTo("application/json");
            assertThat(message.getProps().getDeliveryMode()).as("persistent").isEqualTo(2);
            Map<String, String> headers = new HashMap<>();
            message.getProps().getHeaders().forEach((name, value) -> headers.put(name, value.toString()));
            headers.remove("x-delivery-count");
            assertThat(headers)
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", "123",
                            "ce_source", "/order-pipeline/orders",
                            "ce_type", "order.created",
                            "ce_time", "2026-11-01T09:30:00.000Z"));
        });
    }

    @Test
    void refusesAQueueOfAnotherKind() {
        onChannel(channel -> channel.queueDeclare(bus.queue("group"), true, false, false, Map.of()));
        assertThatThrownBy(() -> bus.requireQueue("group"))
                .isInstanceOf(PropertyRefusedException.class)
                .hasMessage("pipeline.broker=rabbitmq");
        assertThatThrownBy(() -> bus.connect("group"))
                .isInstanceOf(Outage.class)
                .hasMessageContaining("inequivalent arg 'x-queue-type' for queue '" + bus.queue("group"));
    }

    @Test
    void onlyChecksWhatIsThereWhenToldTo() {
        RabbitBus checked = bus(bus.exchange(), false);
        assertThatThrownBy(() -> checked.requireQueue("group"))
                .isInstanceOf(Outage.class)
                .hasMessageContaining("no exchange '" + bus.exchange());
        bus.requireQueue("group");
        checked.requireQueue("group");
        checked.requireExchange();
    }
}
