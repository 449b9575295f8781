package io.orderpipeline.orders.placing.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client may repeat a request as often as it wants, if an idempotency key says that it is a repeat. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyKeyTests {

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
    void answersARepeatedRequestLikeTheFirst() throws Exception {
        RawHttp.Answer first = post("{\"itemId\":[\"1 a\"]}", "Idempotency-Key: \"1 k1\"");
        RawHttp.Answer again = post("{ \"itemId\" : [ \"1 \\u0061\" ] }", "Idempotency-Key: \"1 k1\"");

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("location")).isEqualTo(first.header("location"));
    }

    @Test
    void refusesAnotherRequestWithTheSameKey() throws Exception {
        post("{\"itemId\":[\"2 a\",\"2 b\"]}", "Idempotency-Key: \"2 k1\"");

        for (String other : new String[] {
            "{\"itemId\":[\"2 a\"]}",
            "{\"itemId\":[\"2 b\",\"2 a\"]}",
            "{\"itemId\":[\"2 a2 b\"]}",
            "{\"itemId\":[\"2 a\",\"2 b\"],\"orderId\":\"1\"}"
        }) {
            RawHttp.Answer answer = post(other, "Idempotency-Key: \"2 k1\"");
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).isEqualTo("{\"error\":\"Idempotency-Key was used before with another request\"}");
        }
    }

    @Test
    void changesNothingForRequestsWithoutKeyOrWithAnother() throws Exception {
        post("{\"itemId\":[\"3 a\"],\"orderId\":\"1\"}", "Idempotency-Key: \"3 k1\"");

        assertThat(post("{\"itemId\":[\"3 a\"],\"orderId\":\"1\"}").body())
                .isEqualTo("{\"error\":\"duplicate orderId\"}");
        assertThat(post("{\"itemId\":[\"3 a\"]}", "Idempotency-Key: \"3 k2\"").body())
                .isEqualTo("{\"error\":\"duplicate item(s): 3 a\"}");
    }

    @Test
    void takesABareWordForTheSameKey() throws Exception {
        String uuid = "8e03978e-40d5-43dd-bc93-6894a57f9324";
        RawHttp.Answer first = post("{\"itemId\":[\"4 a\"]}", "Idempotency-Key: \"" + uuid + "\"");

        assertThat(post("{\"itemId\":[\"4 a\"]}", "Idempotency-Key: " + uuid).body())
                .isEqualTo(first.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"",
                "\"\"",
                "\"a",
                "a\"",
                "\"a\";x=1",
                "\"a\", \"b\"",
                "a,b",
                "a;b",
                "a b",
                "\"a\\b\"",
                "\u00e4",
                "\"\u00e4\""
            })
    void refusesAKeyThatIsNone(String key) throws Exception {
        assertThat(post("{\"itemId\":[\"5 a\"]}", "Idempotency-Key: " + key).body())
                .isEqualTo(
                        "{\"error\":\"Idempotency-Key must be a quoted string of 1 to 200 printable ASCII characters\"}");
    }

    @Test
    void refusesAKeyThatIsTooLong() throws Exception {
        assertThat(post("{\"itemId\":[\"6 a\"]}", "Idempotency-Key: \"" + "x".repeat(201) + "\"")
                        .status())
                .isEqualTo(400);
        assertThat(post("{\"itemId\":[\"6 a\"]}", "Idempotency-Key: \"" + "x".repeat(200) + "\"")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void refusesTwoKeys() throws Exception {
        assertThat(post("{\"itemId\":[\"7 a\"]}", "Idempotency-Key: \"a\"", "Idempotency-Key: \"b\"")
                        .status())
                .isEqualTo(400);
        assertThat(post("{\"itemId\":[\"7 a\"]}", "Idempotency-Key: a", "Idempotency-Key: b")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"\"a\"|a", "a|a", "\"a b,;c\"|a b,;c", "\"\\\"\\\\\"|\"\\", "a:b/c=|a:b/c="})
    void readsTheKeyOutOfTheHeader(String header, String key) {
        assertThat(IdempotencyKeyHeader.parse(header)).isEqualTo(key);
    }

    private RawHttp.Answer post(String body, String... headers) throws IOException {
        return RawHttp.exchange(server.port(), RawHttp.post(body, headers));
    }
}
