package io.orderpipeline.orders.placing.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way a document can be an invalid order, each with the sentence the client reads, over a socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvalidOrderTests {

    private static final String FOUR_BYTES = "\ud83d\udce6";
    private static final String NO_ID = " must be a non-empty string of at most 200 characters";
    private static final String NO_JSON = "the body is not valid JSON";
    private static final String NO_UTF_8 = "the body is not valid UTF-8";
    private static final String NO_OBJECT = "the body must be a JSON object with itemId, a non-empty array";

    private EdgeServer server;

    @BeforeAll
    void start() {
        server = new EdgeServer(new InMemoryOrders());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static List<Invalid> invalid() {
        return List.of(
                with("[\"a\",1]", "itemId[1]" + NO_ID),
                with("[\"a\",null]", "itemId[1]" + NO_ID),
                with("[\"a\",[\"b\"]]", "itemId[1]" + NO_ID),
                with("[\"a\",\"\"]", "itemId[1]" + NO_ID),
                with("[\"a\",\" \\t\"]", "itemId[1] must not contain control characters"),
                with("[\"a\",\" \\u2003\"]", "itemId[1]" + NO_ID),
                with("[\"" + "x".repeat(201) + "\"]", "itemId[0]" + NO_ID),
                with("[\"" + FOUR_BYTES.repeat(201) + "\"]", "itemId[0]" + NO_ID),
                with("[\"a\"],\"orderId\":1", "orderId" + NO_ID),
                with("[\"a\"],\"orderId\":null", "orderId" + NO_ID),
                with("[\"a\"],\"orderId\":[\"b\"]", "orderId" + NO_ID),
                with("[\"a\"],\"orderId\":\"\"", "orderId" + NO_ID),
                with("[\"a\"],\"orderId\":\" \"", "orderId" + NO_ID),
                with("[\"a\"],\"orderId\":\"" + "x".repeat(201) + "\"", "orderId" + NO_ID),
                with(items(1_001), "itemId must have at most 1,000 elements"),
                with("[\"a\"],\"colour\":\"red\"", "unknown field \"colour\""),
                with("[\"a\"],\"itemId\":[\"a\"]", "duplicate field \"itemId\""),
                with("[\"a\"],\"orderId\":\"1\",\"orderId\":\"1\"", "duplicate field \"orderId\""),
                with("[\"\\ud83d\"]", "itemId[0] must not contain half of a surrogate pair"),
                with("[\"a\\u0000\"]", "itemId[0] must not contain control characters"),
                with("[\"\u0085\"]", "itemId[0] must not contain control characters"),
                bytes("overlong", "{\"itemId\":[\"\u00c0\u00af\"]}".getBytes(ISO_8859_1), NO_UTF_8),
                bytes("a surrogate", "{\"itemId\":[\"\u00ed\u00a0\u0080\"]}".getBytes(ISO_8859_1), NO_UTF_8),
                bytes("Latin-1", "{\"itemId\":[\"\u00e4\"]}".getBytes(ISO_8859_1), NO_UTF_8),
                bytes("UTF-16", "{\"itemId\":[\"a\"]}".getBytes(UTF_16LE), NO_JSON + " (line 1, column 2)"),
                bytes("deep", "[".repeat(100_000).getBytes(UTF_8), NO_OBJECT),
                with("[".repeat(100_000), "itemId[0]" + NO_ID),
                with("[\"a\"],\"x\":" + "{\"x\":".repeat(40_000), "unknown field \"x\""),
                with("[" + "0,".repeat(100_000) + "0]", "itemId[0]" + NO_ID),
                with("[" + "9".repeat(200_000) + "]", NO_JSON),
                with("[1e999999999]", "itemId[0]" + NO_ID),
                with("[\"" + "x".repeat(200_000) + "\"]", "itemId[0]" + NO_ID),
                bytes("a long name", ("{\"" + "x".repeat(60_000) + "\":1}").getBytes(UTF_8), NO_JSON));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void saysWhatIsWrong(Invalid order) throws Exception {
        RawHttp.Answer answer = RawHttp.exchange(server.port(), RawHttp.post(order.document.getBytes(ISO_8859_1)));

        assertThat(answer.body()).startsWith("{\"error\":\"" + order.sentence.replace("\"", "\\\""));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).hasSizeLessThan(200);
    }

    @Test
    void namesAParameterThatPlacingDoesNotHave() throws Exception {
        RawHttp.Answer answer = server.send(
                Requests.post("{\"itemId\":[\"a\"]}").replace("POST /orders ", "POST /orders?dryRun=true "));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"unknown parameter \\\"dryRun\\\"\"}");
    }

    private static String items(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    private static Invalid with(String itemId, String sentence) {
        String name = itemId.length() > 60 ? itemId.substring(0, 60) + "..." : itemId;
        return bytes(name, ("{\"itemId\":" + itemId + "}").getBytes(UTF_8), sentence);
    }

    private static Invalid bytes(String name, byte[] document, String sentence) {
        return new Invalid(name, new String(document, ISO_8859_1), sentence);
    }

    /**
     * A document that is refused.
     *
     * @param document its bytes, as Latin-1 text
     */
    private record Invalid(String name, String document, String sentence) {
        @Override
        public String toString() {
            return name + " -> " + sentence;
        }
    }
}
