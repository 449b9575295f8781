package io.orderpipeline.orders.storage.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.StoredTime;
import io.orderpipeline.broker.outbox.file.TraceMember;
import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.Order;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Orders as the JSON members of a record in orders.json. Has its own mapper, so that no web server setting can change the file format. */
final class OrderCodec {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private OrderCodec() {}

    /**
     * The members of the order's record. {@code orderId} and {@code itemId} come first, where {@link OrderIds} looks for them; the
     * idempotency key comes last, after the members that the event's record also has.
     */
    static byte[] members(Order order) {
        IdempotencyKey key = order.idempotencyKey();
        return membersOf(MAPPER.writeValueAsBytes(new StoredOrder(
                order.orderId(),
                order.itemIds(),
                StoredTime.format(order.createdAt()),
                order.traceParent(),
                key == null ? null : key.value(),
                key == null ? null : key.fingerprint())));
    }

    /** The members of the event's record, with the trace as metadata. Depends only on the order, so it can be rewritten after a crash. */
    static byte[] eventMembers(Order order) {
        OrderCreated event = new OrderCreated(order.orderId(), order.itemIds(), order.createdAt());
        return TraceMember.append(membersOf(EventCodec.encode(event)), order.traceParent());
    }

    /** Reads a record's members, given as one JSON object. */
    static Order decode(byte[] json) {
        StoredOrder stored = MAPPER.readValue(json, StoredOrder.class);
        return new Order(
                stored.orderId(),
                stored.itemId(),
                StoredTime.parse(stored.createdAt()),
                stored.key(),
                stored.traceparent());
    }

    private static byte[] membersOf(byte[] object) {
        return Arrays.copyOfRange(object, 1, object.length - 1);
    }

    @JsonPropertyOrder({"orderId", "itemId", "createdAt", "traceparent", "idempotencyKey", "fingerprint"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record StoredOrder(
            String orderId,
            List<String> itemId,
            String createdAt,
            @Nullable String traceparent,
            @Nullable String idempotencyKey,
            @Nullable String fingerprint) {

        @Nullable
        IdempotencyKey key() {
            return idempotencyKey == null || fingerprint == null
                    ? null
                    : new IdempotencyKey(idempotencyKey, fingerprint);
        }
    }
}
