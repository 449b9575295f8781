package io.orderpipeline.broker;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Encodes events as JSON objects in UTF-8, with the members in the order of the event contract and {@code createdAt} in ISO 8601,
 * UTC, with milliseconds.
 *
 * <p>Uses a private mapper, so that web server settings cannot change what is stored. Thread-safe.
 */
public final class EventCodec {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withCoercionConfig(
                    LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Integer, number -> number.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .build();

    private EventCodec() {}

    /** The event as one JSON object without line breaks; an {@link UnknownEvent} unchanged. */
    public static byte[] encode(Event event) {
        if (event instanceof UnknownEvent unknown) {
            return unknown.bytes();
        }
        OrderCreated created = (OrderCreated) event;
        return MAPPER.writeValueAsBytes(new Contract(
                OrderCreated.TYPE,
                OrderCreated.VERSION,
                created.orderId(),
                created.itemId(),
                StoredTime.format(created.createdAt())));
    }

    /**
     * The event in a JSON object. Never fails: anything it does not understand becomes an {@link UnknownEvent} with exactly these
     * bytes. Members that are not in the contract are ignored, so that a later release can add some without a new version.
     */
    public static Event decode(byte[] json) {
        try {
            Contract contract = MAPPER.readValue(json, Contract.class);
            return contract == null ? new UnknownEvent(json, "not an event: null") : contract.toEvent(json);
        } catch (JacksonException e) {
            return new UnknownEvent(json, "not an event in JSON: " + e.getOriginalMessage());
        }
    }

    /** The event's members, not yet validated. */
    @JsonPropertyOrder({"type", "version", "orderId", "itemId", "createdAt"})
    private record Contract(
            @Nullable String type,
            @Nullable Integer version,
            @Nullable String orderId,
            @Nullable List<@Nullable String> itemId,
            @Nullable String createdAt) {

        /** @param json these members as they came */
        Event toEvent(byte[] json) {
            if (!OrderCreated.TYPE.equals(type) || version == null || version != OrderCreated.VERSION) {
                return new UnknownEvent(json, "unknown type or version: type=" + type + " version=" + version);
            }
            if (orderId == null || itemId == null || itemId.isEmpty() || itemId.contains(null) || createdAt == null) {
                return new UnknownEvent(json, "orderId, itemId (at least one) or createdAt is missing");
            }
            try {
                return new OrderCreated(orderId, List.copyOf(itemId), StoredTime.parse(createdAt));
            } catch (DateTimeException e) {
                return new UnknownEvent(json, "createdAt is not a time: " + createdAt);
            }
        }
    }
}
