package io.orderpipeline.kafka;

import io.orderpipeline.broker.wire.Receiver;
import java.util.Map;

/** Joins consumer groups, once the topic is there. */
record KafkaConnector(Map<String, Object> settings, KafkaTopic topic) implements Receiver.Connector {

    @Override
    public Receiver connect(String group) {
        topic.maxBytes();
        return new KafkaReceiver(settings, topic, group);
    }
}
