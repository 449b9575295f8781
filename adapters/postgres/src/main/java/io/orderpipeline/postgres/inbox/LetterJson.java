package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.DeadLetterChange.Discarded;
import io.orderpipeline.broker.inbox.DeadLetterChange.Redelivered;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.broker.inbox.Failure;
import java.time.Instant;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes of dead letters as JSON in ASCII, which can carry every text, NUL and halves of pairs included. Thread-safe. */
final class LetterJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private LetterJson() {}

    static String of(DeadLetterChange change) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("state", change.state().name());
        if (change instanceof Died died) {
            put(node, died);
        } else {
            node.put("id", change.id()).put("at", change.at().toString());
            if (change instanceof Discarded discarded) {
                node.put("reason", discarded.reason());
            }
        }
        return MAPPER.writeValueAsString(node);
    }

    static DeadLetterChange parse(String json) {
        JsonNode node = MAPPER.readTree(json);
        return switch (DeadLetterState.valueOf(text(node, "state"))) {
            case DEAD -> new Died(event(node), failure(node));
            case REDELIVERED -> new Redelivered(text(node, "id"), time(node, "at"));
            case DISCARDED -> new Discarded(text(node, "id"), text(node, "reason"), time(node, "at"));
        };
    }

    private static void put(ObjectNode node, Died died) {
        Failure failure = died.failure();
        node.put("cause", failure.cause())
                .put("detail", failure.detail())
                .put("attempts", failure.attempts())
                .put("firstAttemptAt", failure.firstAttemptAt().toString())
                .put("lastAttemptAt", failure.lastAttemptAt().toString());
        if (died.event() instanceof UnknownEvent unknown) {
            // As text: it need not be JSON, and reading JSON and writing it again could change it.
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

    private static Event event(JsonNode node) {
        if (node.has("unknownEvent")) {
            return new UnknownEvent(text(node, "unknownEvent"), text(node, "problem"));
        }
        return node.has("unknownBytes")
                ? new UnknownEvent(node.required("unknownBytes").binaryValue(), text(node, "problem"))
                : EventCodec.decode(MAPPER.writeValueAsBytes(node.required("event")));
    }

    private static Failure failure(JsonNode node) {
        return new Failure(
                text(node, "cause"),
                text(node, "detail"),
                node.required("attempts").asInt(),
                time(node, "firstAttemptAt"),
                time(node, "lastAttemptAt"));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asString();
    }

    private static Instant time(JsonNode node, String name) {
        return Instant.parse(text(node, name));
    }
}
