package io.orderpipeline.broker.startup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.orderpipeline.broker.LogValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IdFieldsTests {

    private static final String SENT = "notification.sent orderId={} itemId={}";

    @ParameterizedTest
    @ValueSource(strings = {"ecs", "logstash"})
    void namesTheIdsOfALineAsFields(String format) {
        JsonNode line = line(format, SENT, "123", "itemA");
        assertThat(line.path("message").asString()).isEqualTo("notification.sent orderId=123 itemId=itemA");
        assertThat(line.path("orderId").asString()).isEqualTo("123");
        assertThat(line.path("itemId").asString()).isEqualTo("itemA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 itemId=forged",
                "1\",\"orderId\":\"2",
                "{}",
                "a\\b",
                "\u202ea",
                "\"",
                "1\n{\"message\":\"forged\"}"
            })
    void givesEachIdAsTheClientSentItInOneLine(String id) {
        byte[] bytes = encoded("ecs", SENT, LogValue.of(id), "itemA");
        assertThat(new String(bytes, UTF_8).lines()).hasSize(1);
        JsonNode line = JsonMapper.shared().readTree(bytes);
        assertThat(line.path("orderId").asString()).isEqualTo(id);
        assertThat(line.path("itemId").asString()).isEqualTo("itemA");
    }

    @Test
    void countsThePlaceholdersBeforeAnId() {
        JsonNode line = line("ecs", "orders.not_read seq={} orderId={} cause=\"{}\"", 7, "123", "gone");
        assertThat(line.path("orderId").asString()).isEqualTo("123");
        assertThat(line.has("itemId")).isFalse();
    }

    @Test
    void hasNoIdWhereTheLineNamesNone() {
        assertThat(line("ecs", "listening on {}", 8080).has("orderId")).isFalse();
        assertThat(line("ecs", "text orderId={}").has("orderId")).isFalse();
        assertThat(line("ecs", "text of a client: {}", "orderId=1").has("orderId"))
                .isFalse();
    }

    private static JsonNode line(String format, String message, Object... values) {
        return JsonMapper.shared().readTree(encoded(format, message, values));
    }

    private static byte[] encoded(String format, String message, Object... values) {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putObject(
                Environment.class.getName(),
                new MockEnvironment().withProperty("logging.structured.json.customizer", IdFields.class.getName()));
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat(format);
        encoder.start();
        return encoder.encode(new LoggingEvent(
                IdFieldsTests.class.getName(),
                context.getLogger("io.orderpipeline"),
                Level.INFO,
                message,
                null,
                values));
    }
}
