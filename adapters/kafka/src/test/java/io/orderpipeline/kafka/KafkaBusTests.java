package io.orderpipeline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.broker.wire.BrokerContractTests;
import io.orderpipeline.broker.wire.QueuedPublisher;
import io.orderpipeline.broker.wire.Receiver;
import io.orderpipeline.broker.wire.Sender;
import io.orderpipeline.broker.wire.WireMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class KafkaBusTests extends BrokerContractTests {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static KafkaProcess kafka;

    private final KafkaTopic topic =
            new KafkaTopic("test." + UUID.randomUUID(), client(), new KafkaBusProperties(true, 3, 0));

    @BeforeAll
    static void start() {
        kafka = KafkaProcess.startIn(folder);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.address());
    }

    private static Map<String, Object> with(String... namesAndValues) {
        Map<String, Object> settings = new HashMap<>(client());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return settings;
    }

    @Override
    protected Sender connectSender() {
        return new KafkaSender(
                KafkaSettings.sending(with("request.timeout.ms", "1500", "delivery.timeout.ms", "3000")), topic);
    }

    @Override
    protected Receiver.Connector connector() {
        return new KafkaConnector(
                KafkaSettings.receiving(with(
                        "session.timeout.ms", "2000",
                        "heartbeat.interval.ms", "200",
                        "max.poll.interval.ms", "5000")),
                topic);
    }

    @Override
    protected void sendForeign(byte[] body) {
        try (KafkaProducer<byte[], byte[]> foreign =
                new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThat(foreign.send(new ProducerRecord<>(topic.name(), body))).succeedsWithin(soon());
        }
    }

    @Override
    protected void stopBroker() {
        kafka.kill();
    }

    @Override
    protected void startBroker() {
        kafka.start();
    }

    @Override
    protected void deleteEvents(String group) {
        try (Admin admin = Admin.create(client())) {
            assertThat(admin.deleteTopics(List.of(topic.name())).all().toCompletionStage())
                    .succeedsWithin(soon());
        }
    }

    @Override
    protected void freezeBroker() {
        kafka.freeze();
    }

    @Override
    protected void thawBroker() {
        kafka.thaw();
    }

    @Test
    void writesCloudEventsKeyedByOrder() {
        Delivery delivery = new Delivery(
                new OrderCreated("123", List.of("itemA", "itemB"), Instant.parse("2026-11-01T09:30:00Z")),
                Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        eventually(() ->
                assertThat(publisher().publish(delivery).toCompletableFuture()).succeedsWithin(soon()));

        ConsumerRecord<String, String> message = read().get(0);
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

    private List<ConsumerRecord<String, String>> read() {
        try (Consumer<String, String> reader = new KafkaConsumer<>(
                with("group.id", "reader", "auto.offset.reset", "earliest"),
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

    @Test
    void refusesATopicWhoseMessagesAreTooSmall() throws Exception {
        create(Map.of("max.message.bytes", "1000"));
        assertThatThrownBy(topic::requireRoom)
                .isInstanceOf(PropertyRefusedException.class)
                .hasMessageContaining("pipeline.broker=kafka");
        assertThatThrownBy(topic::maxBytes)
                .isInstanceOf(Outage.class)
                .hasMessageContaining("raise max.message.bytes of the topic " + topic.name() + " from 1000 to 900000");
    }

    @Test
    void takesATopicWithKafkasOwnDefaults() throws Exception {
        create(Map.of());
        assertThat(topic.maxBytes()).isGreaterThanOrEqualTo(WireMessage.LARGEST);
    }

    @Test
    void onlyChecksTheTopicWhenToldTo() {
        KafkaTopic unmade = new KafkaTopic(topic.name(), client(), new KafkaBusProperties(false, 6, 0));
        assertThatThrownBy(unmade::requireRoom)
                .isInstanceOf(Outage.class)
                .hasMessageContaining("Kafka has no topic " + topic.name());
    }

    @Test
    void isAnOutageBeforeKafkaIsThere() {
        KafkaTopic nowhere = new KafkaTopic(
                topic.name(), Map.of("bootstrap.servers", "127.0.0.1:1"), new KafkaBusProperties(true, 1, 0));
        try (QueuedPublisher publisher = new QueuedPublisher(new KafkaSender(
                KafkaSettings.sending(Map.of("bootstrap.servers", "no-such-host.invalid:9092")), nowhere))) {
            assertThat(publisher.publish(new Delivery(event(1))).toCompletableFuture())
                    .failsWithin(soon())
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(Outage.class);
        }
    }

    private void create(Map<String, String> settings) throws Exception {
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic(topic.name(), Optional.of(1), Optional.empty()).configs(settings)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }
}
