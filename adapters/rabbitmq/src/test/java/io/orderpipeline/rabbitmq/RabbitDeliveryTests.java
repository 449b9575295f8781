package io.orderpipeline.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.GetResponse;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.broker.wire.BrokerDeliveryContractTests;
import io.orderpipeline.broker.wire.Consumption;
import io.orderpipeline.broker.wire.PolledSource;
import io.orderpipeline.broker.wire.QueuedPublisher;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RabbitDeliveryTests extends BrokerDeliveryContractTests<RabbitUnderTest> {

    RabbitDeliveryTests() {
        super(RabbitUnderTest::new);
    }

    @Test
    void writesCloudEvents() {
        RabbitBus bus = broker.bus();
        bus.connect("group").close();
        publishAll(
                publisher(), List.of(new OrderCreated("123", List.of("itemA"), Instant.parse("2026-11-01T09:30:00Z"))));

        broker.onChannel(channel -> {
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
        RabbitBus bus = broker.bus();
        broker.onChannel(channel -> channel.queueDeclare(bus.queue("group"), true, false, false, Map.of()));
        assertThatThrownBy(() -> bus.requireQueue("group"))
                .isInstanceOf(PropertyRefusedException.class)
                .hasMessage("pipeline.broker=rabbitmq");
        assertThatThrownBy(() -> bus.connect("group"))
                .isInstanceOf(Outage.class)
                .hasMessageContaining("inequivalent arg 'x-queue-type' for queue '" + bus.queue("group"));
    }

    @Test
    void onlyChecksWhatIsThereWhenToldTo() {
        RabbitBus bus = broker.bus();
        RabbitBus checked = broker.bus(bus.exchange(), false);
        assertThatThrownBy(() -> checked.requireQueue("group"))
                .isInstanceOf(Outage.class)
                .hasMessage("RabbitMQ: NOT_FOUND - no exchange '" + bus.exchange() + "' in vhost '/'");
        bus.requireExchange();
        assertThatThrownBy(() -> checked.requireQueue("group"))
                .isInstanceOf(Outage.class)
                .hasMessage("RabbitMQ: NOT_FOUND - no queue '" + bus.queue("group") + "' in vhost '/'");
        bus.requireQueue("group");
        checked.requireQueue("group");
        checked.requireExchange();
    }

    @Test
    void needsNoPermissionToCreateWhatItOnlyChecks() {
        broker.bus().requireQueue("group");
        RabbitBus limited = broker.busOfUserWithoutRights();
        limited.requireExchange();
        limited.requireQueue("group");
        try (QueuedPublisher publisher = new QueuedPublisher(new RabbitSender(limited));
                PolledSource source = new PolledSource(limited, QUICK, new Consumption())) {
            publishAll(publisher, events(10));
            eventuallySees("group", source, events(10));
        }
    }

    @Test
    void keepsEventsBackWhileTheQueueThatItOnlyChecksIsNotBound() {
        RabbitBus bus = broker.bus();
        RabbitBus checked = broker.bus(bus.exchange(), false);
        bus.requireQueue("group");
        broker.onChannel(channel -> channel.queueUnbind(bus.queue("group"), bus.exchange(), ""));
        checked.requireQueue("group");
        try (QueuedPublisher publisher = new QueuedPublisher(new RabbitSender(checked));
                PolledSource source = new PolledSource(checked, QUICK, new Consumption())) {
            assertThat(publishOnce(publisher, events(10))).isEqualTo(events(10));
            broker.onChannel(channel -> channel.queueBind(bus.queue("group"), bus.exchange(), ""));
            publishAll(publisher, events(10));
            eventuallySees("group", source, events(10));
        }
    }
}
