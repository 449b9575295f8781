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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka with clients that time out early, to keep the tests fast. */
final class KafkaUnderTest implements BrokerUnderTest {

    private final KafkaProcess kafka;
    private KafkaTopic topic;

    KafkaUnderTest(Path folder) {
        kafka = KafkaProcess.startIn(folder);
        topic = unusedTopic();
    }

    private KafkaTopic unusedTopic() {
        return new KafkaTopic("test." + UUID.randomUUID(), client(), new KafkaBusProperties(true, 3, 0));
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
