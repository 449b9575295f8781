package io.orderpipeline.orders.placing.web;

import io.orderpipeline.broker.edge.Echo;
import io.orderpipeline.orders.placing.Identifier;
import io.orderpipeline.orders.placing.InvalidOrderRequestException;
import io.orderpipeline.orders.placing.OrderRequest;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads an order request from the bytes of a body, in one pass, and stops at the first thing that is not allowed.
 *
 * <p>Reads token by token instead of using data binding, because only then can each refusal name its cause: data binding would convert
 * numbers to strings, keep the last of two equal keys and read the whole document before it complains. Values that are not strings are
 * never read, so the depth, number sizes and token count of a hostile document do not matter.
 */
final class OrderRequestReader {

    /** Field names are not cached between requests: a hostile client could fill the cache. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private final JsonParser parser;
    private @Nullable String orderId;
    private @Nullable List<String> itemIds;

    private OrderRequestReader(JsonParser parser) {
        this.parser = parser;
    }

    /** @throws InvalidOrderRequestException saying what is wrong */
    static OrderRequest read(byte[] body) {
        if (body.length == 0) {
            throw notAnObject();
        }
        CharBuffer text = decode(body);
        try (JsonParser parser =
                JSON.createParser(ObjectReadContext.empty(), text.array(), text.arrayOffset(), text.length())) {
            return new OrderRequestReader(parser).document();
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw new InvalidOrderRequestException(
                    at == null
                            ? "the body is not valid JSON"
                            : "the body is not valid JSON (line " + at.getLineNr() + ", column " + at.getColumnNr()
                                    + ")");
        }
    }

    /** Decodes before parsing, because the JSON parser would accept overlong UTF-8 and guess at UTF-16 and UTF-32. */
    private static CharBuffer decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw new InvalidOrderRequestException("the body is not valid UTF-8");
        }
    }

    private OrderRequest document() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw notAnObject();
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            field(parser.currentName());
        }
        if (parser.nextToken() != null) {
            throw new InvalidOrderRequestException("the body must end after the JSON object");
        }
        if (itemIds == null) {
            throw OrderRequest.itemsMissing();
        }
        return new OrderRequest(orderId, itemIds);
    }

    private void field(String name) {
        switch (name) {
            case "orderId" -> {
                refuseRepeated(orderId, name);
                orderId = string("orderId");
            }
            case "itemId" -> {
                refuseRepeated(itemIds, name);
                itemIds = items();
            }
            default -> throw new InvalidOrderRequestException("unknown field \"" + Echo.of(name) + "\"");
        }
    }

    private static void refuseRepeated(@Nullable Object before, String name) {
        if (before != null) {
            throw new InvalidOrderRequestException("duplicate field \"" + name + "\"");
        }
    }

    private String string(String field) {
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            throw Identifier.notAString(field);
        }
        return parser.getString();
    }

    private List<String> items() {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw OrderRequest.itemsMissing();
        }
        List<String> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.VALUE_STRING) {
                throw Identifier.notAString("itemId[" + items.size() + "]");
            }
            if (items.size() == OrderRequest.MAX_ITEMS) {
                throw OrderRequest.tooManyItems();
            }
            items.add(parser.getString());
        }
        return items;
    }

    private static InvalidOrderRequestException notAnObject() {
        return new InvalidOrderRequestException("the body must be a JSON object with itemId, a non-empty array");
    }
}
