package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.DeadLetterChange.Discarded;
import io.orderpipeline.broker.inbox.DeadLetterChange.Redelivered;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts changes of dead letters to and from JSON trees, the same for every store; each store decides how to write a tree as text.
 * Thread-safe.
 */
public final class DeadLetterJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String TRACE = "traceparent";

    private DeadLetterJson() {}

    /** The tree of a change, whose first members are its id and state. */
    public static ObjectNode of(DeadLetterChange change) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", change.id()).put("state", change.state().name());
        if (change instanceof Died died) {
            put(node, died);
        } else if (change instanceof Discarded discarded) {
            node.put("reason", discarded.reason()).put("at", discarded.at().toString());
        } else {
            node.put("at", change.at().toString());
        }
        return node;
    }

    /**
     * The change from which {@link #of} made the tree.
     *
     * @throws RuntimeException when the tree is not a change; the message says what is missing or wrong
     */
    public static DeadLetterChange parse(JsonNode node) {
        return switch (DeadLetterState.valueOf(text(node, "state"))) {
            case DEAD -> new Died(event(node), failure(node), node.has(TRACE) ? text(node, TRACE) : null);
            case REDELIVERED -> new Redelivered(text(node, "id"), instant(node, "at"));
            case DISCARDED -> new Discarded(text(node, "id"), text(node, "reason"), instant(node, "at"));
        };
    }

    private static void put(ObjectNode node, Died died) {
        Failure failure = died.failure();
        node.put("cause", failure.cause())
                .put("detail", failure.detail())
                .put("attempts", failure.attempts())
                .put("firstAttemptAt", failure.firstAttemptAt().toString())
                .put("lastAttemptAt", failure.lastAttemptAt().toString());
        if (died.traceParent() != null) {
            node.put(TRACE, died.traceParent());
        }
        if (died.event() instanceof UnknownEvent unknown) {
            // Not as JSON: the event may not be JSON, and parsing and rewriting JSON could change it.
            node.put("problem", unknown.problem());
            if (unknown.isText()) {
                node.put("unknownEvent", unknown.json());
            } else {
                node.put("unknownBytes", unknown.bytes());
            }
        } else {
            node.set("event", MAPPER.readTree(EventCodec.encode(died.event())));
        }
    }

    private static Failure failure(JsonNode node) {
        return new Failure(
                text(node, "cause"),
                text(node, "detail"),
                node.required("attempts").asInt(),
                instant(node, "firstAttemptAt"),
                instant(node, "lastAttemptAt"));
    }

    private static Event event(JsonNode node) {
        if (node.has("unknownEvent")) {
            return new UnknownEvent(text(node, "unknownEvent"), text(node, "problem"));
        }
        return node.has("unknownBytes")
                ? new UnknownEvent(node.required("unknownBytes").binaryValue(), text(node, "problem"))
                : EventCodec.decode(MAPPER.writeValueAsBytes(node.required("event")));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asString();
    }

    private static Instant instant(JsonNode node, String name) {
        return Instant.parse(text(node, name));
    }
}
