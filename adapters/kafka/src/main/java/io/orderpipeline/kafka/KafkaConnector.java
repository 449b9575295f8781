package io.orderpipeline.kafka;

import io.orderpipeline.broker.wire.Receiver;
import java.util.Map;

/** Checks that the topic exists, then joins a consumer group. */
record KafkaConnector(Map<String, Object> settings, KafkaTopic topic) implements Receiver.Connector {

    @Override
    public Receiver connect(String group) {
        topic.maxBytes();
        return new KafkaReceiver(settings, topic, group);
    }
}
