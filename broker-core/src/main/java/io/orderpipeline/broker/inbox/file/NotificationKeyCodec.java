package io.orderpipeline.broker.inbox.file;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.orderpipeline.broker.StoredTime;
import io.orderpipeline.broker.inbox.NotificationKey;
import java.time.Instant;
import java.util.Arrays;
import tools.jackson.databind.json.JsonMapper;

/** Converts notification keys to the JSON members of a record in processed_notifications.json, and back. */
final class NotificationKeyCodec {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private NotificationKeyCodec() {}

    static byte[] members(NotificationKey key, Instant processedAt) {
        byte[] object = MAPPER.writeValueAsBytes(
                new StoredKey(key.orderId(), key.itemId(), key.toString(), StoredTime.format(processedAt)));
        return Arrays.copyOfRange(object, 1, object.length - 1);
    }

    static NotificationKey decode(byte[] json) {
        StoredKey stored = MAPPER.readValue(json, StoredKey.class);
        return new NotificationKey(requireNonNull(stored.orderId()), requireNonNull(stored.itemId()));
    }

    /** {@code key} is only for people; the pair of ids identifies the notification. */
    @JsonPropertyOrder({"orderId", "itemId", "key", "processedAt"})
    private record StoredKey(String orderId, String itemId, String key, String processedAt) {}
}
