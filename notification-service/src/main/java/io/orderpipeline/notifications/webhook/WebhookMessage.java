package io.orderpipeline.notifications.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.orderpipeline.broker.StoredTime;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.notifications.notification.Notification;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;

/**
 * A notification as the receiver gets it. Id and body are the same on every attempt, so that the receiver can drop repeats.
 *
 * @param id   identifies the orderId and the itemId
 * @param body JSON, to be sent in UTF-8
 */
record WebhookMessage(String id, String body) {

    private static final int ID_BYTES = 16;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static WebhookMessage of(Notification notification) {
        NotificationKey key = notification.key();
        Payload payload = new Payload(
                "order.notification",
                StoredTime.format(notification.orderedAt()),
                new Data(key.orderId(), key.itemId()));
        return new WebhookMessage(idOf(key), MAPPER.writeValueAsString(payload));
    }

    /** The signed content: id, time and body. */
    byte[] signedContent(long timestamp) {
        return (id + "." + timestamp + "." + body).getBytes(UTF_8);
    }

    /** The length prefix distinguishes keys whose concatenated text is the same. */
    private static String idOf(NotificationKey key) {
        String text = key.orderId().length() + ":" + key.orderId() + key.itemId();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "msg_" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @JsonPropertyOrder({"type", "timestamp", "data"})
    private record Payload(String type, String timestamp, Data data) {}

    @JsonPropertyOrder({"orderId", "itemId"})
    private record Data(String orderId, String itemId) {}
}
