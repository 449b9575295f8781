package io.orderpipeline.broker.inbox.file;

import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterJson;
import java.util.Arrays;
import tools.jackson.databind.json.JsonMapper;

/** Converts changes of dead letters to the JSON members of a record in dead_letters.json, and back. */
final class DeadLetterCodec {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private DeadLetterCodec() {}

    static byte[] members(DeadLetterChange change) {
        byte[] object = MAPPER.writeValueAsBytes(DeadLetterJson.of(change));
        return Arrays.copyOfRange(object, 1, object.length - 1);
    }

    static DeadLetterChange decode(byte[] json) {
        return DeadLetterJson.parse(MAPPER.readTree(json));
    }
}
