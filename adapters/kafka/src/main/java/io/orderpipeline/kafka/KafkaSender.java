package io.orderpipeline.kafka;

import io.orderpipeline.broker.wire.Sender;
import io.orderpipeline.broker.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends to the topic. A message counts as taken once all in-sync replicas have it. */
final class KafkaSender implements Sender {

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

    /** The most bytes that a batch of one message needs beside its key, value and headers. */
    private static final int OVERHEAD = 200;

    private final Map<String, Object> settings;
    private final KafkaTopic topic;
    private final AtomicReference<@Nullable Producer<@Nullable String, byte[]>> producer = new AtomicReference<>();

    KafkaSender(Map<String, Object> settings, KafkaTopic topic) {
        this.settings = settings;
        this.topic = topic;
    }

    @Override
    public CompletionStage<Void> send(WireMessage message) {
        int size = sizeOf(message);
        if (size > topic.maxBytes()) {
            return CompletableFuture.failedStage(new IllegalArgumentException("too large for Kafka: " + size
                    + " bytes, but max.message.bytes of the topic " + topic.name() + " is " + topic.maxBytes()));
        }
        CompletableFuture<Void> taken = new CompletableFuture<>();
        Producer<@Nullable String, byte[]> used = connected();
        try {
            // The callback reports the same outcome.
            Future<RecordMetadata> unused = used.send(toRecord(message), (metadata, failure) -> {
                if (failure == null) {
                    taken.complete(null);
                } else {
                    taken.completeExceptionally(failed(failure, used));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            // The latter when the failure of an earlier message has just closed the producer.
            throw failed(e, used);
        }
        return taken;
    }

    private Producer<@Nullable String, byte[]> connected() {
        Producer<@Nullable String, byte[]> present = producer.get();
        if (present == null) {
            try {
                present = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            } catch (KafkaException e) {
                throw KafkaFailures.outage(e);
            }
            producer.set(present);
        }
        return present;
    }

    /**
     * After a failure the next message gets a new producer and a new check of the topic: the topic may have been deleted, and a broker that
     * was killed may keep rejecting the old producer, whose sequence numbers have a gap.
     */
    private RuntimeException failed(Exception failure, Producer<@Nullable String, byte[]> used) {
        if (!(failure instanceof RecordTooLargeException)) {
            topic.forget();
            if (producer.compareAndSet(used, null)) {
                used.close(Duration.ZERO);
            }
        }
        return KafkaFailures.ofSending(failure);
    }

    private ProducerRecord<@Nullable String, byte[]> toRecord(WireMessage message) {
        String key = message.key().isEmpty() ? null : message.key();
        ProducerRecord<@Nullable String, byte[]> sent = new ProducerRecord<>(topic.name(), key, message.body());
        message.headers().forEach((name, value) -> sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return sent;
    }

    private static int sizeOf(WireMessage message) {
        int size = OVERHEAD + message.body().length + message.key().getBytes(StandardCharsets.UTF_8).length;
        for (Map.Entry<String, String> header : message.headers().entrySet()) {
            size += header.getKey().length() + header.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        return size;
    }

    @Override
    public void close() {
        Producer<@Nullable String, byte[]> last = producer.getAndSet(null);
        if (last != null) {
            last.close(LONGEST_CLOSE);
        }
    }
}
