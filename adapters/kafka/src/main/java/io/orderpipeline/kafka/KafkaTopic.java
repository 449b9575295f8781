package io.orderpipeline.kafka;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.broker.wire.WireMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic, which must exist and take the largest event. Thread-safe. */
final class KafkaTopic {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

    /** In bytes: twice what is needed, since batches have a header too. */
    private static final int CREATED_WITH = 2 * 1024 * 1024;

    private static final int UNKNOWN = -1;

    private final String name;
    private final Map<String, Object> settings;
    private final KafkaBusProperties properties;
    private volatile int maxBytes = UNKNOWN;

    KafkaTopic(String name, Map<String, Object> adminSettings, KafkaBusProperties properties) {
        this.name = name;
        this.properties = properties;
        this.settings = new HashMap<>(adminSettings);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LONGEST_ANSWER.toMillis());
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LONGEST_ANSWER.toMillis());
    }

    String name() {
        return name;
    }

    /**
     * The size in bytes of the largest batch that the topic takes. Creates a missing topic if that is allowed. Asks Kafka on the first call
     * and after each {@link #forget}.
     *
     * @throws Outage when Kafka is unreachable, or the topic is missing or cannot take the largest event
     */
    int maxBytes() {
        int found = maxBytes == UNKNOWN ? look() : maxBytes;
        if (found < WireMessage.LARGEST) {
            maxBytes = UNKNOWN;
            throw new Outage("Kafka: " + remedy(found));
        }
        return found;
    }

    /**
     * Checks the topic when the service starts.
     *
     * @throws Outage                   when Kafka is unreachable, or the topic is missing
     * @throws PropertyRefusedException when the topic cannot take the largest event
     */
    void requireLargestEventFits() {
        int found = look();
        if (found < WireMessage.LARGEST) {
            throw new PropertyRefusedException("pipeline.broker", "kafka", remedy(found));
        }
    }

    private int look() {
        Admin admin = connect();
        try {
            Optional<String> set = maxMessageBytes(admin);
            if (set.isEmpty() && properties.createTopic()) {
                set = create(admin);
            }
            int found = Integer.parseInt(set.orElseThrow(() ->
                    new Outage("Kafka has no topic " + name + ": create it, or set pipeline.kafka.create-topic=true")));
            maxBytes = found;
            return found;
        } catch (KafkaException e) {
            throw KafkaFailures.outage(e);
        } finally {
            // Otherwise it would wait for its requests, as long as an operator lets them take.
            admin.close(Duration.ZERO);
        }
    }

    /**
     * An admin client that by default gives up within seconds.
     *
     * @throws Outage when it cannot be created, for example because no address can be resolved
     */
    Admin connect() {
        try {
            return Admin.create(settings);
        } catch (KafkaException e) {
            throw KafkaFailures.outage(e);
        }
    }

    /**
     * The id that Kafka has given the topic: another one after it was deleted and created again.
     *
     * @throws Outage when Kafka is unreachable, or the topic is missing
     */
    Uuid id(Admin admin) {
        try {
            return await(askForId(admin)).orElseThrow();
        } catch (KafkaException e) {
            forget();
            throw KafkaFailures.outage(e);
        }
    }

    /** The same, without waiting for the answer. */
    KafkaFuture<Uuid> askForId(Admin admin) {
        return admin.describeTopics(List.of(name))
                .allTopicNames()
                .thenApply(found -> Objects.requireNonNull(found.get(name)).topicId());
    }

    /** Makes the next call check the topic again: it may have been deleted or changed. */
    void forget() {
        maxBytes = UNKNOWN;
    }

    private String remedy(int found) {
        return "raise max.message.bytes of the topic " + name + " from " + found + " to " + WireMessage.LARGEST
                + " at least, so that it takes the largest order";
    }

    private Optional<String> maxMessageBytes(Admin admin) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try {
            return await(admin.describeConfigs(List.of(topic)).all())
                    .map(found -> Objects.requireNonNull(found.get(topic))
                            .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                            .value());
        } catch (UnknownTopicOrPartitionException none) {
            return Optional.empty();
        }
    }

    /** Returns the max.message.bytes of the topic, which another service may have created first. */
    private Optional<String> create(Admin admin) {
        NewTopic topic = new NewTopic(
                        name,
                        Optional.of(properties.partitions()),
                        Optional.of((short) properties.replication()).filter(copies -> copies > 0))
                .configs(Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(CREATED_WITH),
                        // An event deleted before a subscriber has read it would be lost.
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1"));
        try {
            await(admin.createTopics(List.of(topic)).all());
            return Optional.of(Integer.toString(CREATED_WITH));
        } catch (TopicExistsException another) {
            return maxMessageBytes(admin);
        }
    }

    /** The answer; empty for requests that return nothing. */
    private static <T> Optional<T> await(KafkaFuture<T> answer) {
        try {
            return Optional.ofNullable(answer.get(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : KafkaFailures.outage(e);
        } catch (TimeoutException e) {
            throw new Outage("Kafka: no answer within " + LONGEST_ANSWER.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Outage("Kafka: interrupted");
        }
    }
}
