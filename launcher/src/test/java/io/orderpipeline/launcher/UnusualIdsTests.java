package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Accepted ids are stored and notified unchanged, byte for byte. */
@ExtendWith(OutputCaptureExtension.class)
class UnusualIdsTests {

    private static final int PLANES = 17;

    @TempDir
    private Path folder;

    @Test
    void travelUnchangedThroughFilesRestartDuplicateCheckAndNotification(CapturedOutput output) {
        DataFolder data = new DataFolder(folder);
        List<String> ids = unusualIds();
        try (Pipeline pipeline = Pipeline.start(data.arguments())) {
            Customer customer = Customer.of(pipeline.orders());
            for (String id : ids) {
                assertThat(customer.posts(order(id))).isEqualTo("202 " + json().writeValueAsString(new Accepted(id)));
            }
            data.awaitDrained(pipeline.notifications());
        }

        try (Pipeline pipeline = Pipeline.start(data.arguments())) {
            Customer customer = Customer.of(pipeline.orders());
            for (String id : ids) {
                assertThat(customer.posts(order(id))).isEqualTo("409 {\"error\":\"duplicate orderId\"}");
                String sentence = customer.posts("{\"itemId\":[" + json().writeValueAsString(id) + "]}");
                assertThat(json().readTree(sentence.substring("409 ".length()))
                                .get("error")
                                .asString())
                        .isEqualTo("duplicate item(s): " + id);
            }
        }

        assertThat(data.orders()).extracting(UnusualIdsTests::orderId).isEqualTo(ids);
        assertThat(data.orders()).extracting(UnusualIdsTests::onlyItem).isEqualTo(ids);
        assertThat(data.events()).extracting(UnusualIdsTests::orderId).isEqualTo(ids);
        assertThat(data.events()).extracting(UnusualIdsTests::onlyItem).isEqualTo(ids);
        assertThat(data.processedKeys())
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().map(id -> id + "::" + id).toList());
        assertThat(output.getOut().lines().filter(line -> line.contains("notification.sent")))
                .hasSize(ids.size());
    }

    /** The first and last character of every plane, 200 characters of four bytes, and everything that JSON, paths and files escape. */
    private static List<String> unusualIds() {
        List<String> ids = new ArrayList<>(List.of(
                "\ud83d\udce6".repeat(200),
                "x".repeat(200),
                "\"\\/",
                "\\u0041",
                "a::b",
                "../../etc/passwd",
                " a ",
                "a",
                "A",
                "\u00e4",
                "a\u0308",
                "a\u2028\u2029",
                "\ufeffa",
                "\u202ea",
                "</script>"));
        IntStream.range(0, PLANES)
                .flatMap(plane -> IntStream.of((plane << 16) + 0x21, (plane << 16) + 0xFFFF))
                .forEach(codePoint -> ids.add(Character.toString(codePoint)));
        return ids;
    }

    private static String order(String id) {
        return "{\"itemId\":[" + json().writeValueAsString(id) + "],\"orderId\":" + json().writeValueAsString(id) + "}";
    }

    private static String orderId(JsonNode node) {
        return node.get("orderId").asString();
    }

    private static String onlyItem(JsonNode node) {
        assertThat(node.get("itemId").size()).isEqualTo(1);
        return node.get("itemId").get(0).asString();
    }

    private static JsonMapper json() {
        return JsonMapper.shared();
    }

    private record Accepted(String orderId) {}
}
