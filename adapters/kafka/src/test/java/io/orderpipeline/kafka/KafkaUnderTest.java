package io.orderpipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.wire.BrokerUnderTest;
import io.orderpipeline.broker.wire.Receiver;
import io.orderpipeline.broker.wire.Sender;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Kafka with clients that time out early, to keep the tests fast. */
final class KafkaUnderTest implements BrokerUnderTest {

    static final int PARTITIONS = 3;

    /** The offset after the last message, for the deletion of messages. */
    private static final long END = -1;

    private final KafkaProcess kafka;
    private KafkaTopic topic;

    KafkaUnderTest(Path folder) {
        kafka = KafkaProcess.startIn(folder);
        topic = unusedTopic();
    }

    private KafkaTopic unusedTopic() {
        return new KafkaTopic("test." + UUID.randomUUID(), client(), new KafkaBusProperties(true, PARTITIONS, 0));
    }

    KafkaTopic topic() {
        return topic;
    }

    Map<String, Object> client(String... namesAndValues) {
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", kafka.address()));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return settings;
    }

    @Override
    public void openTopic() {
        topic = unusedTopic();
    }

    @Override
    public Sender connectSender() {
        return new KafkaSender(
                KafkaSettings.sending(client("request.timeout.ms", "1500", "delivery.timeout.ms", "3000")), topic);
    }

    @Override
    public Receiver.Connector connector() {
        return new KafkaConnector(
                KafkaSettings.receiving(client(
                        "session.timeout.ms", "2000",
                        "heartbeat.interval.ms", "200",
                        "max.poll.interval.ms", "5000")),
                topic);
    }

    @Override
    public void sendForeign(byte[] body) {
        try (KafkaProducer<byte[], byte[]> foreign =
                new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThat(foreign.send(new ProducerRecord<>(topic.name(), body))).succeedsWithin(soon());
        }
    }

    @Override
    public void stop() {
        kafka.kill();
    }

    @Override
    public void start() {
        kafka.start();
    }

    @Override
    public void deleteEvents(String group) {
        try (Admin admin = Admin.create(client())) {
            assertThat(admin.deleteTopics(List.of(topic.name())).all().toCompletionStage())
                    .succeedsWithin(soon());
        }
    }

    /** Gives the topic another log, whose offsets start over, as fast as a script does. */
    void recreateTopic() {
        try (Admin admin = Admin.create(client())) {
            Uuid before = topic.id(admin);
            deleteEvents("");
            Awaitility.await().atMost(soon()).ignoreExceptions().until(() -> {
                topic.forget();
                topic.maxBytes();
                return !topic.id(admin).equals(before);
            });
        }
    }

    /** Deletes all messages but not the topic, as its retention does. */
    void deleteMessages() {
        try (Admin admin = Admin.create(client())) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            partitions().forEach(partition -> all.put(partition, RecordsToDelete.beforeOffset(END)));
            assertThat(admin.deleteRecords(all).all().toCompletionStage()).succeedsWithin(soon());
        }
    }

    /** Commits this offset of every partition for a group without members. */
    void commit(String group, OffsetAndMetadata offset) {
        try (Admin admin = Admin.create(client())) {
            Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
            partitions().forEach(partition -> all.put(partition, offset));
            assertThat(admin.alterConsumerGroupOffsets(group, all).all().toCompletionStage())
                    .succeedsWithin(soon());
        }
    }

    private Stream<TopicPartition> partitions() {
        return IntStream.range(0, PARTITIONS).mapToObj(number -> new TopicPartition(topic.name(), number));
    }

    @Override
    public void freeze() {
        kafka.freeze();
    }

    @Override
    public void thaw() {
        kafka.thaw();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
