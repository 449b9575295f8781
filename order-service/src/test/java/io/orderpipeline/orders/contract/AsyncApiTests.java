package io.orderpipeline.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.wire.WireMessage;
import io.orderpipeline.orders.OrderServiceApplication;
import io.orderpipeline.orders.placing.web.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** docs/asyncapi.yaml describes what a running service writes to its outbox. */
class AsyncApiTests {

    private static final Set<String> BOOKKEEPING = Set.of("seq", "durable", "prev", "crc");

    private final ContractDocument document;
    private final JsonNode message;

    AsyncApiTests() throws IOException {
        document = ContractDocument.read("asyncapi.yaml");
        message = document.resolved(document.root()
                .get("channels")
                .get("order.created")
                .get("messages")
                .get("OrderCreated"));
    }

    @Test
    void describesTheEventsOfARunningService(@TempDir Path folder) throws IOException {
        JsonNode events =
                eventsAfter(folder, "{\"itemId\":[\"a\",\"größe\"],\"orderId\":\"123\"}", "{\"itemId\":[\"b\"]}");

        assertThat(events).hasSize(2);
        events.forEach(event -> assertDocumented(((ObjectNode) event).remove(BOOKKEEPING)));
    }

    @Test
    void describesTheHeadersThatBrokersCarry() {
        Event event = EventCodec.decode(
                message.get("examples").get(0).get("payload").toString().getBytes(StandardCharsets.UTF_8));
        String trace = "00-4bf92f-00f067-01";
        WireMessage wire = WireMessage.of(new Delivery(event, Map.of("traceparent", trace, "tracelink", trace)));

        JsonNode headers = JsonMapper.shared().valueToTree(wire.headers());
        JsonNode schema = document.resolved(message.get("headers"));
        document.assertMatches(headers, schema, "headers");
        assertThat(headers.propertyNames())
                .containsExactlyInAnyOrderElementsOf(schema.get("properties").propertyNames());
        assertThat(wire.key()).isEqualTo(headers.get("ce_id").asString()).isEqualTo("123");
    }

    @Test
    void showsAnExampleOfTheDocumentedShape() {
        message.get("examples").forEach(example -> assertDocumented(example.get("payload")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type      | \"order.deleted\"",
                "version   | 2",
                "version   | \"1\"",
                "orderId   | 123",
                "orderId   | \"\"",
                "itemId    | []",
                "itemId    | \"a\"",
                "itemId    | [1]",
                "createdAt | \"2026-11-01T09:30:00Z\"",
                "createdAt | 1793525400000",
                "note      | \"undocumented\""
            })
    void describesNothingElse(String member, String value) {
        ObjectNode event = example().set(member, JsonMapper.shared().readTree(value));

        assertThatThrownBy(() -> assertDocumented(event)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @CsvSource({"type", "version", "orderId", "itemId", "createdAt"})
    void requiresEveryMember(String member) {
        assertThatThrownBy(() -> assertDocumented(example().without(member))).isInstanceOf(AssertionError.class);
    }

    private ObjectNode example() {
        return (ObjectNode) message.get("examples").get(0).get("payload").deepCopy();
    }

    /** The members must also be in the documented order, for people who read the files. */
    private void assertDocumented(JsonNode event) {
        JsonNode schema = document.resolved(message.get("payload"));
        document.assertMatches(event, schema, "order.created");
        assertThat(event.propertyNames())
                .containsExactlyElementsOf(schema.get("properties").propertyNames());
    }

    private static JsonNode eventsAfter(Path folder, String... orders) throws IOException {
        try (ConfigurableApplicationContext service = SpringApplication.run(
                OrderServiceApplication.class,
                "--server.port=0",
                "--pipeline.management.orders-port=0",
                "--pipeline.data-dir=" + folder)) {
            int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            for (String order : orders) {
                assertThat(RawHttp.exchange(port, RawHttp.post(order)).status()).isEqualTo(202);
            }
        }
        return JsonMapper.shared().readTree(folder.resolve("orders/outbox.json").toFile());
    }
}
