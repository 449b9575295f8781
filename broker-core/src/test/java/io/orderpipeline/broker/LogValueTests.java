package io.orderpipeline.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogValueTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123",
                "itemA",
                "a::b",
                "{}",
                "é中",
                "\ud83d\udce6",
                "a\\b",
                "8e03978e-40d5-43dd-bc93-6894a57f9324"
            })
    void leavesAPlainTextAsItIs(String plain) {
        assertThat(LogValue.of(plain)).isSameAs(plain);
    }

    @Test
    void quotesWhatCouldForgeAField() {
        assertThat(LogValue.of("1 itemId=2")).isEqualTo("\"1 itemId=2\"");
        assertThat(LogValue.of("a=b")).isEqualTo("\"a=b\"");
        assertThat(LogValue.of("a\u00a0b")).isEqualTo("\"a\u00a0b\"");
        assertThat(LogValue.of("")).isEqualTo("\"\"");
    }

    @Test
    void letsNoValueEndItsQuotes() {
        assertThat(LogValue.of("a\" b=\"c")).isEqualTo("\"a\\\" b=\\\"c\"");
        assertThat(LogValue.of("a \\")).isEqualTo("\"a \\\\\"");
    }

    @Test
    void escapesLineBreaksAndInvisibleCharacters() {
        assertThat(LogValue.of("\r\n\u0085\u2028\u2029\u001b"))
                .isEqualTo("\"\\u000d\\u000a\\u0085\\u2028\\u2029\\u001b\"");
        assertThat(LogValue.of("\u202ea\u200d\ufeff")).isEqualTo("\"\\u202ea\\u200d\\ufeff\"");
        assertThat(LogValue.of(Character.toString(0xE0041))).isEqualTo("\"\\udb40\\udc41\"");
    }
}
