package io.orderpipeline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.broker.wire.BrokerDeliveryContractTests;
import io.orderpipeline.broker.wire.WireMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class KafkaDeliveryTests extends BrokerDeliveryContractTests<KafkaUnderTest> {

    KafkaDeliveryTests() {
        super(KafkaUnderTest::new);
    }

    @Test
    void writesCloudEventsKeyedByOrder() {
        Delivery delivery = new Delivery(
                new OrderCreated("123", List.of("itemA", "itemB"), Instant.parse("2026-11-01T09:30:00Z")),
                Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        eventually(() ->
                assertThat(publisher().publish(delivery).toCompletableFuture()).succeedsWithin(soon()));

        ConsumerRecord<String, String> message = read(broker.topic()).get(0);
        assertThat(message.key()).isEqualTo("123");
        assertThat(message.value())
                .isEqualTo(
                        "{\"type\":\"order.created\",\"version\":1,\"orderId\":\"123\",\"itemId\":[\"itemA\",\"itemB\"],"
                                + "\"createdAt\":\"2026-11-01T09:30:00.000Z\"}");
        Map<String, String> headers = new HashMap<>();
        for (Header header : message.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "123",
                        "ce_source", "/order-pipeline/orders",
                        "ce_type", "order.created",
                        "ce_time", "2026-11-01T09:30:00.000Z",
                        "content-type", "application/json",
                        "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
    }

    private List<ConsumerRecord<String, String>> read(KafkaTopic topic) {
        try (Consumer<String, String> reader = new KafkaConsumer<>(
                broker.client("group.id", "reader", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            reader.subscribe(List.of(topic.name()));
            for (int i = 0; i < 100; i++) {
                List<ConsumerRecord<String, String>> found = new ArrayList<>();
                reader.poll(Duration.ofMillis(200)).forEach(found::add);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        throw new AssertionError("nothing on " + topic.name());
    }

    @Test
    void refusesWhatIsTooLargeAndTakesTheNext() {
        publishAll(publisher(), List.of(event(1)));
        UnknownEvent huge = new UnknownEvent("\"" + "x".repeat(3 * 1024 * 1024) + "\"", "for the test");
        assertThat(publisher().publish(new Delivery(huge)).toCompletableFuture())
                .failsWithin(soon())
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IllegalArgumentException.class)
                .withMessageContaining("too large for Kafka: 3145");
        publishAll(publisher(), List.of(event(2)));
    }

    /** A member that has not noticed the deletion commits it for the topic that has the same name now. */
    @Test
    void ignoresACommittedOffsetOfADeletedTopic() {
        publishAll(publisher(), events(300));
        broker.commit("group", new OffsetAndMetadata(50, Uuid.randomUuid().toString()));
        eventuallySees("group", source(), events(300));
    }

    @Test
    void startsAtTheOffsetThatAnOperatorHasSet() {
        publishAll(publisher(), events(300));
        broker.commit("group", new OffsetAndMetadata(50));
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        try (EventSource.Subscription subscription = source().subscribe("group", taking(seen))) {
            assertThat(subscription).isNotNull();
            publishAll(publisher(), events(1_000, 300));
            eventually(() -> assertThat(seen).containsAll(events(1_000, 300)));
        }
        assertThat(seen).hasSize(600 - 50 * KafkaUnderTest.PARTITIONS);
    }

    @Test
    void refusesATopicWhoseMessagesAreTooSmall() throws Exception {
        KafkaTopic topic = broker.topic();
        create(Map.of("max.message.bytes", "1000"));
        assertThatThrownBy(topic::requireLargestEventFits)
                .isInstanceOf(PropertyRefusedException.class)
                .hasMessageContaining("pipeline.broker=kafka");
        assertThatThrownBy(topic::maxBytes)
                .isInstanceOf(Outage.class)
                .hasMessageContaining("raise max.message.bytes of the topic " + topic.name() + " from 1000 to 900000");
    }

    @Test
    void takesATopicWithKafkasOwnDefaults() throws Exception {
        create(Map.of());
        assertThat(broker.topic().maxBytes()).isGreaterThanOrEqualTo(WireMessage.LARGEST);
    }

    @Test
    void onlyChecksTheTopicWhenToldTo() {
        String name = broker.topic().name();
        KafkaTopic unmade = new KafkaTopic(name, broker.client(), new KafkaBusProperties(false, 6, 0));
        assertThatThrownBy(unmade::requireLargestEventFits)
                .isInstanceOf(Outage.class)
                .hasMessageContaining("Kafka has no topic " + name);
    }

    private void create(Map<String, String> settings) throws Exception {
        NewTopic topic = new NewTopic(broker.topic().name(), Optional.of(1), Optional.empty()).configs(settings);
        try (Admin admin = Admin.create(broker.client())) {
            admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
        }
    }
}
