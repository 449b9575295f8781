package io.orderpipeline.orders.placing.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hundreds of values, each as a whole document and inside an order: none may pass as an order or break the service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JsonCorpusTests {

    private static final String ITEMS = "{\"itemId\":%s}";
    private static final String ELEMENT = "{\"itemId\":[\"a\",%s]}";
    private static final String ORDER_ID = "{\"itemId\":[\"a\"],\"orderId\":%s}";
    private static final String ORDER = "{\"itemId\":[\"encoded\"]}";

    private EdgeServer server;

    @BeforeAll
    void start() {
        server = new EdgeServer(new InMemoryOrders());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void hasAtLeastThreeHundredDocuments() {
        assertThat(JsonCorpus.VALID_VALUES.size() + JsonCorpus.INVALID_VALUES.size() + JsonCorpus.INVALID_BYTES.size())
                .isGreaterThanOrEqualTo(300);
        assertThat(JsonCorpus.VALID_VALUES).doesNotHaveDuplicates();
        assertThat(JsonCorpus.INVALID_VALUES).doesNotHaveDuplicates();
        assertThat(JsonCorpus.INVALID_BYTES).doesNotHaveDuplicates();
    }

    @Test
    void refusesEveryInvalidDocument() throws Exception {
        assertRefused(JsonCorpus.framed(JsonCorpus.INVALID_VALUES, UTF_8, "%s", ITEMS, ELEMENT, ORDER_ID), "");
    }

    @Test
    void refusesEveryInvalidByteSequence() throws Exception {
        assertRefused(
                JsonCorpus.framed(
                        JsonCorpus.INVALID_BYTES,
                        ISO_8859_1,
                        "%s",
                        "{\"itemId\":[\"%s\"]}",
                        "{\"orderId\":\"%s\"}",
                        "{\"%s\":1}"),
                "the body is not valid UTF-8");
    }

    @Test
    void namesWhatIsMissingInEveryDocumentThatIsNotAnOrder() throws Exception {
        assertRefused(
                JsonCorpus.framed(JsonCorpus.VALID_VALUES, UTF_8, "%s"),
                "itemId is required|must be a JSON object with itemId|unknown field");
    }

    @Test
    void saysOfEveryValueThatIsNoItemWhichOneItIs() throws Exception {
        assertRefused(
                JsonCorpus.framed(
                        JsonCorpus.VALID_VALUES.stream()
                                .filter(JsonCorpusTests::isNoId)
                                .toList(),
                        UTF_8,
                        ELEMENT),
                "itemId\\[1]");
    }

    @Test
    void rejectsEveryValueThatIsNotAnOrderId() throws Exception {
        assertRefused(
                JsonCorpus.framed(
                        JsonCorpus.VALID_VALUES.stream()
                                .filter(JsonCorpusTests::isNoId)
                                .toList(),
                        UTF_8,
                        ORDER_ID),
                "orderId must");
    }

    @Test
    void refusesEveryOtherEncoding() throws Exception {
        assertRefused(JsonCorpus.otherEncodings(ORDER), "");
    }

    @Test
    void refusesEveryBeginningOfAnOrder() throws Exception {
        String order = "{\"itemId\":[\"a\",\"\\u00e4\"],\"orderId\":\"\ud83d\udce6\"}";
        byte[] whole = order.getBytes(UTF_8);
        List<byte[]> beginnings = new ArrayList<>();
        for (int length = 1; length < whole.length; length++) {
            beginnings.add(Arrays.copyOf(whole, length));
        }

        assertRefused(beginnings, "");
    }

    /** What RFC 8259 leaves open, and how this service decides it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"itemId\":[\"\\ud800\"]}|400",
                "{\"itemId\":[\"\\udce6\\ud83d\"]}|400",
                "{\"itemId\":[\"\\ud83d\\udce6\"]}|202",
                "{\"itemId\":[\"\\uffff\"]}|202",
                "{\"itemId\":[\"\\ufdd0\"]}|202",
                "{\"itemId\":[\"\\ufeff\"]}|202",
                "{\"itemId\":[\"\\u0000\"]}|400",
                "{\"itemId\":[\"\\u200b\"]}|202",
                "{\"itemId\":[\"\\u202ea\"]}|202",
                "{\"itemId\":[\"1e400\"],\"orderId\":1e400}|400",
                "{\"itemId\":[\"dup\"],\"itemId\":[\"dup\"]}|400",
                "{\"itemId\":[\"dup\"],\"item\\u0049d\":[\"dup\"]}|400",
                "{\"item\\u0049d\":[\"escaped name\"]}|202",
                "{\"\\u006frderId\":\"escaped\",\"itemId\":[\"escaped too\"]}|202"
            })
    void decidesWhatTheStandardLeavesOpen(String document, int status) throws Exception {
        assertThat(post(document.getBytes(UTF_8)).status()).isEqualTo(status);
    }

    private static boolean isNoId(String value) {
        return !List.of("\"\\\"\"", "\"\\\\\"", "\"\\/\"", "\"\\u0022\"", "\"\\u005C\"")
                .contains(value);
    }

    private void assertRefused(List<byte[]> documents, String reason) throws IOException {
        for (byte[] document : documents) {
            RawHttp.Answer answer = post(document);
            assertThat(answer.status()).as(new String(document, ISO_8859_1)).isEqualTo(400);
            assertThat(answer.body())
                    .as(new String(document, ISO_8859_1))
                    .startsWith("{\"error\":\"")
                    .containsPattern(reason);
        }
    }

    private RawHttp.Answer post(byte[] document) throws IOException {
        return RawHttp.exchange(server.port(), RawHttp.post(document));
    }
}
