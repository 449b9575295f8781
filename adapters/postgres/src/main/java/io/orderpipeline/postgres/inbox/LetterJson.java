package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterJson;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Changes of dead letters as ASCII JSON, which can carry any text, including NUL and unpaired surrogates. Thread-safe. */
final class LetterJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private LetterJson() {}

    static String of(DeadLetterChange change) {
        return MAPPER.writeValueAsString(DeadLetterJson.of(change));
    }

    static DeadLetterChange parse(String json) {
        return DeadLetterJson.parse(MAPPER.readTree(json));
    }
}
