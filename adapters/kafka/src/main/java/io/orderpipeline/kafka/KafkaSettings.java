package io.orderpipeline.kafka;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The settings of Kafka's clients: the operator's, with the pipeline's defaults for the rest. The required ones prevent the loss of events.
 */
final class KafkaSettings {

    /** Times are in milliseconds, and short, so that an unreachable broker is noticed soon. */
    private static final Map<String, Object> SENDING = Map.of(
            ProducerConfig.LINGER_MS_CONFIG, 5,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 * 1024 * 1024);

    private static final Map<String, Object> SENDING_REQUIRED =
            Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);

    /** With the classic protocol the client chooses how soon a dead member's partitions are taken over. */
    private static final Map<String, Object> RECEIVING = Map.of(
            ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic",
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000,
            ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());

    private static final Map<String, Object> RECEIVING_REQUIRED = Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);

    private KafkaSettings() {}

    /**
     * For the producer.
     *
     * @throws PropertyRefusedException when a setting of the operator's could lose events
     */
    static Map<String, Object> sending(Map<String, Object> given) {
        return merged("spring.kafka.producer.", given, SENDING, SENDING_REQUIRED);
    }

    /**
     * For consumers, without their group.
     *
     * @throws PropertyRefusedException when a setting of the operator's could lose events
     */
    static Map<String, Object> receiving(Map<String, Object> given) {
        return merged("spring.kafka.consumer.", given, RECEIVING, RECEIVING_REQUIRED);
    }

    private static Map<String, Object> merged(
            String prefix, Map<String, Object> given, Map<String, Object> usual, Map<String, Object> required) {
        Map<String, Object> merged = new HashMap<>(usual);
        merged.putAll(given);
        required.forEach((name, value) -> {
            Object other = given.get(name);
            boolean same = other == null
                    || value.toString().equals(other.toString())
                    || (name.equals(ProducerConfig.ACKS_CONFIG) && "-1".equals(other.toString()));
            if (!same) {
                throw new PropertyRefusedException(
                        prefix + name.replace('.', '-'), other, "use " + value + ", or events could be lost");
            }
            merged.put(name, value);
        });
        return merged;
    }
}
