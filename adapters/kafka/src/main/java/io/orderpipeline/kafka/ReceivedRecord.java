package io.orderpipeline.kafka;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.wire.Received;
import io.orderpipeline.broker.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A message from one partition. */
record ReceivedRecord(Delivery delivery, long offset, PartitionProgress partition) implements Received {

    private static final byte[] NOTHING = {};

    static ReceivedRecord of(ConsumerRecord<byte[], byte @Nullable []> message, PartitionProgress partition) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : message.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        byte[] body = message.value() == null ? NOTHING : message.value();
        return new ReceivedRecord(WireMessage.delivery(body, headers), message.offset(), partition);
    }

    @Override
    public void acknowledge() {
        partition.done(offset);
    }

    @Override
    public boolean isOurs() {
        return !partition.isLost();
    }
}
