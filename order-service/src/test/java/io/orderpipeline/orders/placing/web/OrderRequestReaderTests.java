package io.orderpipeline.orders.placing.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderpipeline.orders.placing.InvalidOrderRequestException;
import io.orderpipeline.orders.placing.OrderRequest;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderRequestReaderTests {

    private static final String FOUR_BYTES = "\ud83d\udce6";
    private static final String SIZE = " must be a non-empty string of at most 200 characters";

    @Test
    void readsItemsAndOrderIdInAnyOrder() {
        assertThat(read("{\"itemId\":[\"a\",\"b\"],\"orderId\":\"1\"}"))
                .isEqualTo(new OrderRequest("1", List.of("a", "b")));
        assertThat(read(" {\n\"orderId\" :\t\"1\", \"itemId\":[ \"a\" ] } \r\n"))
                .isEqualTo(new OrderRequest("1", List.of("a")));
        assertThat(read("{\"itemId\":[\"a\"]}")).isEqualTo(new OrderRequest(null, List.of("a")));
    }

    @Test
    void takesIdsLiterally() {
        for (String id : List.of(
                " a ",
                "A",
                "a\u0308",
                FOUR_BYTES,
                "\u200b",
                "a\u2028",
                "\uffff",
                "\ufeffa",
                "</script>",
                "'; --",
                "a::b")) {
            assertThat(read(order(id)).itemIds()).containsExactly(id);
        }
        assertThat(read("{\"itemId\":[\"\\u0061\\ud83d\\udce6\\/\\\"\\\\\"]}").itemIds())
                .containsExactly("a" + FOUR_BYTES + "/\"\\");
    }

    @Test
    void countsCharactersNotBytes() {
        assertThat(read(order(FOUR_BYTES.repeat(200))).itemIds()).containsExactly(FOUR_BYTES.repeat(200));
        assertRefused(order(FOUR_BYTES.repeat(201)), "itemId[0]" + SIZE);
        assertRefused(order("x".repeat(201)), "itemId[0]" + SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "true", "{}", "[]", "\"\"", "\" \"", "\"\\u00a0\\u3000\""})
    void namesAnElementThatIsNoId(String element) {
        assertRefused("{\"itemId\":[\"a\"," + element + "]}", "itemId[1]" + SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "false", "{}", "[\"a\"]", "\"\"", "\"\\u2003\""})
    void refusesAnOrderIdThatIsNoId(String orderId) {
        assertRefused("{\"itemId\":[\"a\"],\"orderId\":" + orderId + "}", "orderId" + SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\n", "\\u001fa", "\u007f", "\\u0085"})
    void refusesControlCharacters(String text) {
        assertRefused("{\"itemId\":[\"a\",\"" + text + "\"]}", "itemId[1] must not contain control characters");
        assertRefused(
                "{\"orderId\":\"" + text + "\",\"itemId\":[\"a\"]}", "orderId must not contain control characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud83d", "\\udce6\\ud83d", "\\ud800\\ud800"})
    void refusesHalfOfASurrogatePair(String text) {
        assertRefused("{\"itemId\":[\"" + text + "\"]}", "itemId[0] must not contain half of a surrogate pair");
    }

    @Test
    void takesAThousandItemsAndNoMore() {
        assertThat(read(orderOf(1_000)).itemIds()).hasSize(1_000);
        assertRefused(orderOf(1_001), "itemId must have at most 1,000 elements");
    }

    @Test
    void namesAnUnknownField() {
        assertRefused("{\"itemId\":[\"a\"],\"colour\":\"red\"}", "unknown field \"colour\"");
        assertRefused("{\"itemid\":[\"a\"]}", "unknown field \"itemid\"");
        assertRefused("{\"\\ud800\\u0000\":1}", "unknown field \"??\"");
        assertRefused("{\"" + "x".repeat(100) + "\":1}", "unknown field \"" + "x".repeat(60) + "...\"");
    }

    @Test
    void namesADuplicateField() {
        assertRefused("{\"itemId\":[\"a\"],\"itemId\":[\"a\"]}", "duplicate field \"itemId\"");
        assertRefused("{\"orderId\":\"1\",\"\\u006frderId\":\"2\",\"itemId\":[\"a\"]}", "duplicate field \"orderId\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"a\"", "1", "null", "true", "[{\"itemId\":[\"a\"]}]"})
    void refusesAnythingButAnObject(String document) {
        assertRefused(document, "the body must be a JSON object with itemId, a non-empty array");
    }

    @Test
    void refusesADocumentThatIsTooDeepOrHasHugeNumbers() {
        assertRefused("[".repeat(100_000), "the body must be a JSON object with itemId, a non-empty array");
        assertRefused("{\"itemId\":" + "[".repeat(100_000), "itemId[0]" + SIZE);
        assertRefused("{\"orderId\":" + "9".repeat(100_000) + "}", "the body is not valid JSON");
    }

    @Test
    void saysWhereADocumentIsBroken() {
        assertRefused("{\"itemId\":[\"a\",]}", "the body is not valid JSON (line 1, column 16)");
        assertRefused("{\"itemId\":\n[\"a\"]", "the body is not valid JSON (line 2, column 6)");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        for (byte[] bytes : List.of(
                bytes(0xc0, 0xaf), // overlong
                bytes(0xe0, 0x80, 0xaf),
                bytes(0xed, 0xa0, 0x80), // a surrogate
                bytes(0xf4, 0x90, 0x80, 0x80), // beyond Unicode
                bytes(0xff),
                bytes(0x80),
                bytes(0xe2, 0x82))) {
            String id = new String(bytes, ISO_8859_1);
            assertRefused(order(id).getBytes(ISO_8859_1), "the body is not valid UTF-8");
        }
    }

    @Test
    void refusesOtherEncodings() {
        for (Charset charset : List.of(UTF_16LE, UTF_16BE, Charset.forName("UTF-32LE"), Charset.forName("UTF-32BE"))) {
            for (String mark : List.of("", "\ufeff")) {
                assertThatExceptionOfType(InvalidOrderRequestException.class)
                        .isThrownBy(() -> OrderRequestReader.read((mark + order("a")).getBytes(charset)));
            }
        }
    }

    private static String order(String itemId) {
        return "{\"itemId\":[\"" + itemId.replace("\"", "\\\"") + "\"]}";
    }

    private static String orderOf(int items) {
        return IntStream.range(0, items)
                .mapToObj(item -> "\"" + item + "\"")
                .collect(Collectors.joining(",", "{\"itemId\":[", "]}"));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static OrderRequest read(String document) {
        return OrderRequestReader.read(document.getBytes(UTF_8));
    }

    private static void assertRefused(String document, String sentence) {
        assertRefused(document.getBytes(UTF_8), sentence);
    }

    private static void assertRefused(byte[] document, String sentence) {
        assertThatExceptionOfType(InvalidOrderRequestException.class)
                .isThrownBy(() -> OrderRequestReader.read(document))
                .withMessage(sentence);
    }
}
