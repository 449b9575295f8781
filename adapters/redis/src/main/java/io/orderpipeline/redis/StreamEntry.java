package io.orderpipeline.redis;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.wire.WireMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.data.redis.connection.stream.ByteBufferRecord;
import org.springframework.data.redis.connection.stream.ByteRecord;
import org.springframework.data.redis.connection.stream.StreamRecords;
import tools.jackson.databind.json.JsonMapper;

/** A message as an entry of a stream: a field for each header, and {@code data} for the event. */
final class StreamEntry {

    private static final String DATA = "data";

    private StreamEntry() {}

    static ByteBufferRecord of(String stream, WireMessage message) {
        Map<ByteBuffer, ByteBuffer> fields = new LinkedHashMap<>();
        message.headers().forEach((name, value) -> fields.put(bytes(name), bytes(value)));
        fields.put(bytes(DATA), ByteBuffer.wrap(message.body()));
        return StreamRecords.newRecord().in(bytes(stream)).ofBuffer(fields);
    }

    /** If a foreign entry has no {@code data}, all its fields as JSON are the event. */
    static Delivery delivery(ByteRecord entry) {
        Map<String, String> headers = new HashMap<>();
        byte[] body = null;
        for (Map.Entry<byte[], byte[]> field : entry.getValue().entrySet()) {
            String name = new String(field.getKey(), StandardCharsets.UTF_8);
            if (name.equals(DATA)) {
                body = field.getValue();
            } else {
                headers.put(name, new String(field.getValue(), StandardCharsets.UTF_8));
            }
        }
        return body == null
                ? WireMessage.delivery(JsonMapper.shared().writeValueAsBytes(headers), Map.of())
                : WireMessage.delivery(body, headers);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
