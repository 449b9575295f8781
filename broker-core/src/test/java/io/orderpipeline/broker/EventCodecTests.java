package io.orderpipeline.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTests {

    private static final OrderCreated ORDER =
            new OrderCreated("123", List.of("itemA", "itemB"), Instant.parse("2026-11-01T10:00:00.120Z"));

    private static final String JSON = "{\"type\":\"order.created\",\"version\":1,\"orderId\":\"123\","
            + "\"itemId\":[\"itemA\",\"itemB\"],\"createdAt\":\"2026-11-01T10:00:00.120Z\"}";

    @Test
    void writesTheMembersOfTheContractInItsOrder() {
        assertThat(EventCodec.encode(ORDER)).asString(UTF_8).isEqualTo(JSON);
    }

    @Test
    void writesMillisecondsEvenWhenTheyAreZero() {
        OrderCreated onTheSecond = new OrderCreated("1", List.of("a"), Instant.parse("2026-11-01T10:00:00Z"));
        assertThat(EventCodec.encode(onTheSecond)).asString(UTF_8).contains("\"2026-11-01T10:00:00.000Z\"");
    }

    @Test
    void readsWhatItWrote() {
        OrderCreated odd = new OrderCreated(
                "a::b \" \\ / \u2028 \uD83D\uDD14", List.of("\u00e9", "\u4e2d"), Instant.ofEpochSecond(1, 999_999_999));
        assertThat(EventCodec.decode(EventCodec.encode(odd))).isEqualTo(odd);
    }

    @Test
    void leavesOutWhatTheStoreAdded() {
        assertThat(EventCodec.decode(bytes("{\"seq\":7," + JSON.substring(1, JSON.length() - 1)
                        + ",\"durable\":6,\"prev\":\"00000000\",\"crc\":\"9a3f01bc\"}")))
                .isEqualTo(ORDER);
    }

    /** Even members with the same names as the store's, which are removed by position, not by name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"order.paid\",\"version\":1,\"amount\":1.10,\"ref\":12345678901234567890123,\"rate\":1e400}",
                "{ \"type\" : \"order.paid\", \"seq\":99, \"durable\":true, \"prev\":null, \"crc\":\"x\" }",
                "{\"type\":\"order.paid\",\"a\":1,\"a\":2,\"text\":\"\\u0041\\/\"}",
                "{\"type\":\"order.created\",\"version\":2,\"seq\":-0.0}"
            })
    void keepsAnUnknownEventByteForByte(String json) {
        Event event = EventCodec.decode(bytes(json));
        assertThat(event).isInstanceOf(UnknownEvent.class);
        assertThat(EventCodec.encode(event)).asString(UTF_8).isEqualTo(json);
    }

    @Test
    void keepsBytesThatAreNotText() {
        byte[] bytes = {'{', '"', (byte) 0xC3, '"', ':', (byte) 0xFF, '}'};
        UnknownEvent event = (UnknownEvent) EventCodec.decode(bytes);
        assertThat(EventCodec.encode(event)).isEqualTo(bytes);
        assertThat(event.isText()).isFalse();
    }

    @Test
    void writesAnUnknownEventAsItCame() {
        UnknownEvent unknown = new UnknownEvent("{\"type\":\"order.paid\"}", "unknown type");
        assertThat(EventCodec.encode(unknown)).asString(UTF_8).isEqualTo("{\"type\":\"order.paid\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "{",
                "\0",
                "{}",
                "{} {}",
                "{\"type\":\"order.created\"}",
                "{\"type\":\"order.created\",\"version\":2,\"orderId\":\"1\",\"itemId\":[\"a\"],\"createdAt\":\"2026-11-01T10:00:00Z\"}",
                "{\"type\":\"order.created\",\"version\":\"1\",\"orderId\":\"1\",\"itemId\":[\"a\"],\"createdAt\":\"2026-11-01T10:00:00Z\"}",
                "{\"type\":\"order.created\",\"version\":1.5,\"orderId\":\"1\",\"itemId\":[\"a\"],\"createdAt\":\"2026-11-01T10:00:00Z\"}",
                "{\"type\":\"order.created\",\"version\":1,\"orderId\":1,\"itemId\":[\"a\"],\"createdAt\":\"2026-11-01T10:00:00Z\"}",
                "{\"type\":\"order.created\",\"version\":1,\"orderId\":\"1\",\"itemId\":[],\"createdAt\":\"2026-11-01T10:00:00Z\"}",
                "{\"type\":\"order.created\",\"version\":1,\"orderId\":\"1\",\"itemId\":[null],\"createdAt\":\"2026-11-01T10:00:00Z\"}",
                "{\"type\":\"order.created\",\"version\":1,\"orderId\":\"1\",\"itemId\":[true],\"createdAt\":\"2026-11-01T10:00:00Z\"}",
                "{\"type\":\"order.created\",\"version\":1,\"orderId\":\"1\",\"itemId\":\"a\",\"createdAt\":\"2026-11-01T10:00:00Z\"}",
                "{\"type\":\"order.created\",\"version\":1,\"orderId\":\"1\",\"itemId\":[\"a\"],\"createdAt\":\"yesterday\"}",
                "{\"type\":\"order.created\",\"version\":1,\"orderId\":\"1\",\"itemId\":[\"a\"],\"createdAt\":1}"
            })
    void neverFailsOnWhatItDoesNotUnderstand(String json) {
        assertThat(EventCodec.decode(bytes(json)))
                .asInstanceOf(type(UnknownEvent.class))
                .satisfies(unknown -> {
                    assertThat(unknown.json()).isEqualTo(json);
                    assertThat(unknown.problem()).isNotBlank();
                });
    }

    @Test
    void keepsHalfASurrogatePairApartFromOtherText() {
        OrderCreated half = new OrderCreated("\ud800", List.of("\udc00", "?"), Instant.EPOCH);
        assertThat(EventCodec.decode(EventCodec.encode(half))).isEqualTo(half);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(UTF_8);
    }
}
