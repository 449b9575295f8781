package io.orderpipeline.orders.order.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/openapi.yaml}, and the part of JSON Schema that it uses. */
final class OpenApi {

    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "required",
            "additionalProperties",
            "properties",
            "items",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "format");

    private final JsonNode document;

    OpenApi() throws IOException {
        Path file = Path.of("..", "docs", "openapi.yaml");
        Map<String, Object> yaml = new Yaml().load(Files.readString(file));
        document = new JsonMapper().valueToTree(yaml);
    }

    /** Every answer that is documented, as {@code "post /orders 202"}. */
    Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        document.get("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> operation
                        .get("responses")
                        .forEachEntry((status, response) -> answers.add(method + " " + path + " " + status))));
        return answers;
    }

    JsonNode requestExample() {
        return document.get("paths")
                .get("/orders")
                .get("post")
                .get("requestBody")
                .get("content")
                .get("application/json")
                .get("example");
    }

    JsonNode responseExample(String answer) {
        return response(answer).get("content").get("application/json").get("example");
    }

    /** Fails unless the body has the documented shape and every required header is there. */
    void assertAsDocumented(String answer, RawHttp.Answer given) {
        JsonNode response = response(answer);
        JsonNode headers = response.path("headers");
        headers.forEachEntry((name, header) -> {
            if (header.get("required").asBoolean()) {
                assertThat(given.header(name.toLowerCase(Locale.ROOT)))
                        .as(answer + " " + name)
                        .isNotEmpty();
            }
        });
        assertMatches(new JsonMapper().readTree(given.body()), schema(response), answer);
    }

    /** Fails unless an example has the shape documented beside it. */
    void assertExampleMatches(String answer) {
        assertMatches(responseExample(answer), schema(response(answer)), answer);
    }

    private JsonNode response(String answer) {
        String[] parts = answer.split(" ", 3);
        return document.get("paths")
                .get(parts[1])
                .get(parts[0])
                .get("responses")
                .get(parts[2]);
    }

    private static JsonNode schema(JsonNode response) {
        return response.get("content").get("application/json").get("schema");
    }

    private void assertMatches(JsonNode value, JsonNode schemaOrReference, String where) {
        JsonNode schema = resolved(schemaOrReference);
        assertThat(KEYWORDS).as(where).containsAll(schema.propertyNames());
        switch (schema.get("type").asString()) {
            case "object" -> assertObject(value, schema, where);
            case "array" -> assertArray(value, schema, where);
            case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
            default -> assertString(value, schema, where);
        }
    }

    private void assertObject(JsonNode value, JsonNode schema, String where) {
        assertThat(value.isObject()).as(where).isTrue();
        schema.get("required").forEach(name -> assertThat(value.has(name.asString()))
                .as(where + "." + name)
                .isTrue());
        value.forEachEntry((name, member) -> {
            assertThat(schema.get("properties").has(name))
                    .as(where + "." + name)
                    .isTrue();
            assertMatches(member, schema.get("properties").get(name), where + "." + name);
        });
    }

    private void assertArray(JsonNode value, JsonNode schema, String where) {
        assertThat(value.isArray()).as(where).isTrue();
        for (Iterator<JsonNode> elements = value.iterator(); elements.hasNext(); ) {
            assertMatches(elements.next(), schema.get("items"), where + "[]");
        }
    }

    private static void assertString(JsonNode value, JsonNode schema, String where) {
        assertThat(value.isString()).as(where).isTrue();
        assertThat(value.asString().length())
                .as(where)
                .isGreaterThanOrEqualTo(schema.path("minLength").asInt(0));
        if (schema.has("format")) {
            assertThat(Instant.parse(value.asString())).as(where).isNotNull();
        }
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.get("$ref").asString().substring(1)) : schema;
    }
}
