package io.orderpipeline.kafka;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.Received;
import io.orderpipeline.broker.wire.Receiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a consumer group. It commits offsets only up to the lowest message that is not done. Spring's listener container is not used:
 * with acknowledgements in any order it fetches nothing until every message of the last fetch is acknowledged, so one slow event would hold
 * up all others.
 *
 * <p>Each offset is committed with the id of the topic that it belongs to. Kafka knows topics by their names: in one that was deleted and
 * created again, a consumer would continue at its old offset, and skip all events up to there.
 */
final class KafkaReceiver implements Receiver {

    private static final Logger log = LoggerFactory.getLogger(KafkaReceiver.class);

    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(1);
    /** How long a revoked partition waits for its events in progress before another member gets it. */
    private static final Duration HANDOVER = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, PartitionProgress> partitions = new HashMap<>();
    private final Admin admin;
    private final String topic;
    private final Uuid topicId;
    private final SignsOfLife signsOfLife;
    private volatile Uuid latestTopicId;
    private long nextCommit = System.nanoTime();

    /** Joins a group. */
    KafkaReceiver(Map<String, Object> settings, KafkaTopic topic, String group) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        this.topic = topic.name();
        admin = topic.connect();
        try {
            topicId = topic.id(admin);
            consumer = new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (Outage | KafkaException e) {
            admin.close(Duration.ZERO);
            throw e instanceof Outage outage ? outage : KafkaFailures.outage(e);
        }
        latestTopicId = topicId;
        consumer.subscribe(List.of(this.topic), new Rebalance());
        signsOfLife = new SignsOfLife(
                () -> topic.askForId(admin).thenApply(id -> latestTopicId = id),
                sessionTimeout(settings),
                System::nanoTime);
    }

    private static Duration sessionTimeout(Map<String, Object> settings) {
        return Duration.ofMillis(
                Long.parseLong(String.valueOf(settings.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG))));
    }

    @Override
    public List<Received> receive(boolean more, Duration timeout) {
        if (!latestTopicId.equals(topicId)) {
            throw new Outage("Kafka: the topic " + topic + " was deleted and created again");
        }
        try {
            commitIfDue();
            if (more) {
                consumer.resume(consumer.paused());
            } else {
                consumer.pause(consumer.assignment());
            }
            List<Received> received = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(timeout)) {
                received.add(received(message));
            }
            signsOfLife.look(!received.isEmpty());
            return received;
        } catch (KafkaException e) {
            throw KafkaFailures.outage(e);
        }
    }

    @Override
    public String silence() {
        return signsOfLife.silence();
    }

    private Received received(ConsumerRecord<byte[], byte[]> message) {
        TopicPartition name = new TopicPartition(message.topic(), message.partition());
        PartitionProgress partition = Objects.requireNonNull(partitions.get(name));
        if (partition.hasPassed(message.offset())) {
            // A late acknowledgement of an old message must not count for the new one at its offset.
            partition.lose();
            partition = new PartitionProgress();
            partitions.put(name, partition);
        }
        long missed = partition.missedBefore(message.offset());
        if (missed > 0) {
            log.warn(
                    "consumer.events_missed partition={} from_offset={} to_offset={} reason=\"deleted before they were read\""
                            + " remedy=\"replay them\"",
                    name,
                    message.offset() - missed,
                    message.offset() - 1);
        }
        partition.received(message.offset());
        return ReceivedRecord.of(message, partition);
    }

    private void commitIfDue() {
        if (System.nanoTime() - nextCommit < 0) {
            return;
        }
        nextCommit = System.nanoTime() + COMMIT_INTERVAL.toNanos();
        Map<TopicPartition, OffsetAndMetadata> offsets = toCommit(partitions.keySet());
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (done, failure) -> {
                if (failure == null) {
                    committed(done);
                }
                // Otherwise the next commit includes it, or another member has the partition.
            });
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> toCommit(Collection<TopicPartition> of) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : of) {
            PartitionProgress progress = partitions.get(partition);
            if (progress != null) {
                progress.toCommit()
                        .ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset, topicId.toString())));
            }
        }
        return offsets;
    }

    private void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            PartitionProgress progress = partitions.get(partition);
            if (progress != null) {
                progress.committed(offset.offset());
            }
        });
    }

    private void commitNow(Collection<TopicPartition> of) {
        Map<TopicPartition, OffsetAndMetadata> offsets = toCommit(of);
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets, LONGEST_COMMIT);
            committed(offsets);
        } catch (KafkaException e) {
            log.warn(
                    "consumer.not_committed group={} reason={} effect=\"some events are delivered again\"",
                    consumer.groupMetadata().groupId(),
                    LogValue.quoted(KafkaFailures.outage(e).reason()));
        }
    }

    @Override
    public void close() {
        commitNow(partitions.keySet());
        loseAll(List.copyOf(partitions.keySet()));
        admin.close(Duration.ZERO);
        try {
            consumer.close(CloseOptions.timeout(LONGEST_COMMIT));
        } catch (KafkaException e) {
            throw KafkaFailures.outage(e);
        }
    }

    private void loseAll(Collection<TopicPartition> lost) {
        for (TopicPartition partition : lost) {
            PartitionProgress progress = partitions.remove(partition);
            if (progress != null) {
                progress.lose();
            }
        }
    }

    /** Called inside a poll when partitions are assigned or taken away. */
    private final class Rebalance implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(assigned));
            List<TopicPartition> ofDeletedTopic = new ArrayList<>();
            for (TopicPartition partition : assigned) {
                OffsetAndMetadata last = committed.get(partition);
                PartitionProgress progress = new PartitionProgress();
                if (last != null && mayBelongToTopic(last)) {
                    progress = new PartitionProgress(last.offset());
                } else if (last != null) {
                    ofDeletedTopic.add(partition);
                }
                partitions.put(partition, progress);
            }
            // For an empty list the consumer would take all partitions.
            if (!ofDeletedTopic.isEmpty()) {
                consumer.seekToBeginning(ofDeletedTopic);
            }
        }

        /** Offsets that an operator or an earlier release committed have no id. */
        private boolean mayBelongToTopic(OffsetAndMetadata committed) {
            return committed.metadata().isEmpty() || committed.metadata().equals(topicId.toString());
        }

        /** The partitions are still ours until this returns. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            long deadline = System.nanoTime() + HANDOVER.toNanos();
            try {
                for (TopicPartition partition : revoked) {
                    PartitionProgress progress = partitions.get(partition);
                    if (progress != null) {
                        progress.awaitAllDone(deadline);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            commitNow(revoked);
            loseAll(revoked);
        }

        /** Another member may have them already: this one must not overwrite its commits. */
        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            loseAll(lost);
        }
    }
}
