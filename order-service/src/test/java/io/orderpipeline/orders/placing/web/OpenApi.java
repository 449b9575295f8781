package io.orderpipeline.orders.placing.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.contract.ContractDocument;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/openapi.yaml}, by the answers it documents. */
final class OpenApi {

    private final ContractDocument contract;
    private final JsonNode document;

    OpenApi() throws IOException {
        contract = ContractDocument.read("openapi.yaml");
        document = contract.root();
    }

    /** Every documented answer, as {@code "post /orders 202"}. */
    Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        document.get("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> operation
                        .get("responses")
                        .forEachEntry((status, response) -> answers.add(method + " " + path + " " + status))));
        return answers;
    }

    /** Every operation, as {@code "post /orders"}. */
    Set<String> operations() {
        return answers().stream()
                .map(answer -> answer.substring(0, answer.lastIndexOf(' ')))
                .collect(Collectors.toSet());
    }

    /** The one scope that an operation requires when tokens are required. */
    String scope(String operation) {
        return security(operation)
                .map(requirement -> requirement.path("bearer"))
                .filter(JsonNode::isArray)
                .map(scopes -> scopes.get(0).asString())
                .findFirst()
                .orElseThrow();
    }

    /** Whether an operation may also be called without a token. */
    boolean isOpenToo(String operation) {
        return security(operation).anyMatch(JsonNode::isEmpty);
    }

    private Stream<JsonNode> security(String operation) {
        String[] parts = operation.split(" ", 2);
        return document.get("paths").get(parts[1]).get(parts[0]).get("security").valueStream();
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
            if (contract.resolved(header).get("required").asBoolean()) {
                assertThat(given.header(name.toLowerCase(Locale.ROOT)))
                        .as(answer + " " + name)
                        .isNotEmpty();
            }
        });
        contract.assertMatches(new JsonMapper().readTree(given.body()), schema(response), answer);
    }

    /** Fails unless an example has the shape documented beside it. */
    void assertExampleMatches(String answer) {
        contract.assertMatches(responseExample(answer), schema(response(answer)), answer);
    }

    private JsonNode response(String answer) {
        String[] parts = answer.split(" ", 3);
        return contract.resolved(document.get("paths")
                .get(parts[1])
                .get(parts[0])
                .get("responses")
                .get(parts[2]));
    }

    private static JsonNode schema(JsonNode response) {
        return response.get("content").get("application/json").get("schema");
    }
}
