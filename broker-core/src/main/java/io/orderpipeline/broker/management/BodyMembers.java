package io.orderpipeline.broker.management;

import io.orderpipeline.broker.LogValue;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The members of an operator's request and the JSON type of each. Spring Boot passes values to an operation as strings, so that
 * {@code "false"} and {@code false} look the same. Immutable.
 */
final class BodyMembers {

    private static final String ATTRIBUTE = BodyMembers.class.getName();
    private static final JsonFactory JSON = new JsonFactory();
    private static final BodyMembers NONE = new BodyMembers(Map.of());

    private final Map<String, JsonToken> kinds;

    private BodyMembers(Map<String, JsonToken> kinds) {
        this.kinds = Map.copyOf(kinds);
    }

    /**
     * Reads a non-empty body.
     *
     * @throws RefusedInputException with what is wrong with it
     */
    static BodyMembers read(byte[] body) {
        CharBuffer text = decode(body);
        // Parses characters: given bytes, the parser would also accept UTF-16 and UTF-32.
        try (JsonParser parser =
                JSON.createParser(ObjectReadContext.empty(), text.array(), text.arrayOffset(), text.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw RefusedInputException.because("the body must be a JSON object");
            }
            Map<String, JsonToken> kinds = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (kinds.put(name, kindOf(name, parser.nextToken())) != null) {
                    throw RefusedInputException.because("a member must be given once: " + LogValue.of(name));
                }
            }
            if (parser.nextToken() != null) {
                throw RefusedInputException.because("the body must end after the JSON object");
            }
            return new BodyMembers(kinds);
        } catch (JacksonException e) {
            throw RefusedInputException.because("the body must be JSON");
        }
    }

    private static CharBuffer decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw RefusedInputException.because("the body must be JSON in UTF-8");
        }
    }

    private static JsonToken kindOf(String name, JsonToken value) {
        if (!value.isScalarValue() || value == JsonToken.VALUE_NULL) {
            throw RefusedInputException.because(LogValue.of(name) + " must be a string, a number, true or false");
        }
        return value;
    }

    /** Stores them in the current request until the operation is called. */
    void note() {
        RequestContextHolder.currentRequestAttributes().setAttribute(ATTRIBUTE, this, RequestAttributes.SCOPE_REQUEST);
    }

    /** The members of the current request. */
    static BodyMembers noted() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        Object noted = request == null ? null : request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        return noted instanceof BodyMembers members ? members : NONE;
    }

    Set<String> names() {
        return kinds.keySet();
    }

    /** The member's JSON type; null if it is missing. */
    @Nullable
    JsonToken kind(String name) {
        return kinds.get(name);
    }
}
