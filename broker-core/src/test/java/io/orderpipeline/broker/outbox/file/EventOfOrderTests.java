package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventOfOrderTests {

    private static final String ORDER =
            "\"orderId\":\"a\",\"itemId\":[\"x\"],\"createdAt\":\"1970-01-01T00:00:00.000Z\"";
    private static final String EVENT = "{\"type\":\"order.created\",\"version\":1," + ORDER + "}";

    @Test
    void recognizesTheEventOfAnOrder() {
        assertThat(matches(ORDER, EVENT)).isTrue();
    }

    @Test
    void ignoresTheKeyOfTheRequest() {
        assertThat(matches(ORDER + ",\"idempotencyKey\":\"k\"", EVENT)).isTrue();
    }

    @Test
    void ignoresHowTheEventIsSpelled() {
        assertThat(matches(ORDER, EVENT.replace("00.000Z", "00Z"))).isTrue();
        assertThat(matches(ORDER, EVENT.replace("\"a\"", "\"\\u0061\""))).isTrue();
        assertThat(matches(ORDER, EVENT.replace("}", ",\"added\":1}"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"orderId\":\"b\",\"itemId\":[\"x\"],\"createdAt\":\"1970-01-01T00:00:00.000Z\"",
                "\"orderId\":\"a\",\"itemId\":[\"y\"],\"createdAt\":\"1970-01-01T00:00:00.000Z\"",
                "\"orderId\":\"a\",\"itemId\":[\"x\",\"y\"],\"createdAt\":\"1970-01-01T00:00:00.000Z\"",
                "\"orderId\":\"a\",\"itemId\":[\"x\"],\"createdAt\":\"1970-01-01T00:00:00.001Z\"",
                "\"orderId\":\"a\",\"itemId\":[\"x\"]",
                ORDER + ",\"orderId\":\"b\""
            })
    void rejectsTheEventOfAnotherOrder(String order) {
        assertThat(matches(order, EVENT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"order.created\",\"version\":1,}",
                "{\"type\":\"order.created\",\"version\":2," + ORDER + "}",
                "{\"type\":\"order.removed\",\"version\":1," + ORDER + "}",
                "not JSON"
            })
    void rejectsWhatIsNotTheEventOfAnyOrder(String event) {
        assertThat(matches(ORDER, event)).isFalse();
    }

    @Test
    void comparesOnlyTheGivenRange() {
        byte[] bytes = ("{" + ORDER + "}").getBytes(UTF_8);
        int cut = ORDER.indexOf(",\"createdAt\"") + 1;
        assertThat(EventOfOrder.matches(bytes, 1, cut, EVENT.getBytes(UTF_8))).isFalse();
    }

    private static boolean matches(String order, String event) {
        byte[] bytes = ("{" + order + "}").getBytes(UTF_8);
        return EventOfOrder.matches(bytes, 1, bytes.length - 1, event.getBytes(UTF_8));
    }
}
