package io.orderpipeline.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A document in {@code docs/} that describes JSON, with the subset of JSON Schema that such documents use. Thread-safe. */
public final class ContractDocument {

    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "description",
            "required",
            "additionalProperties",
            "properties",
            "items",
            "const",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "format",
            "pattern",
            "oneOf");

    private final JsonNode root;

    private ContractDocument(JsonNode root) {
        this.root = root;
    }

    public static ContractDocument read(String fileName) throws IOException {
        Map<String, Object> yaml = new Yaml().load(Files.readString(Path.of("..", "docs", fileName)));
        return new ContractDocument(JsonMapper.shared().valueToTree(yaml));
    }

    public JsonNode root() {
        return root;
    }

    /** The node itself, or the node in this document that it refers to. */
    public JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(root.at(node.get("$ref").asString().substring(1))) : node;
    }

    /** Fails unless the value has this shape and no undocumented members. */
    public void assertMatches(JsonNode value, JsonNode schemaOrReference, String where) {
        JsonNode schema = resolved(schemaOrReference);
        assertThat(KEYWORDS).as(where).containsAll(schema.propertyNames());
        if (schema.has("oneOf")) {
            assertThat(schema.get("oneOf")).anySatisfy(option -> assertMatches(value, option, where));
            return;
        }
        switch (schema.get("type").asString()) {
            case "object" -> assertObject(value, schema, where);
            case "array" -> assertArray(value, schema, where);
            case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
            case "string" -> assertString(value, schema, where);
            default -> throw new AssertionError("a type that is not checked, at " + where);
        }
        if (schema.has("const")) {
            assertThat(value).as(where).isEqualTo(schema.get("const"));
        }
    }

    private void assertObject(JsonNode value, JsonNode schema, String where) {
        assertThat(value.isObject()).as(where).isTrue();
        schema.path("required")
                .forEach(name -> assertThat(value.propertyNames()).as(where).contains(name.asString()));
        value.forEachEntry((name, member) -> {
            assertThat(schema.get("properties").propertyNames()).as(where).contains(name);
            assertMatches(member, schema.get("properties").get(name), where + "." + name);
        });
    }

    private void assertArray(JsonNode value, JsonNode schema, String where) {
        assertThat(value.isArray()).as(where).isTrue();
        assertWithin(value.size(), schema, "minItems", "maxItems", where);
        value.forEach(element -> assertMatches(element, schema.get("items"), where + "[]"));
    }

    private static void assertString(JsonNode value, JsonNode schema, String where) {
        assertThat(value.isString()).as(where).isTrue();
        String text = value.asString();
        assertWithin(text.codePointCount(0, text.length()), schema, "minLength", "maxLength", where);
        if (schema.has("format")) {
            assertThat(schema.get("format").asString()).as(where).isEqualTo("date-time");
            assertThat(Instant.parse(text)).as(where).isNotNull();
        }
        if (schema.has("pattern")) {
            assertThat(text).as(where).containsPattern(schema.get("pattern").asString());
        }
    }

    private static void assertWithin(int size, JsonNode schema, String least, String most, String where) {
        assertThat(size)
                .as(where)
                .isBetween(schema.path(least).asInt(0), schema.path(most).asInt(Integer.MAX_VALUE));
    }
}
