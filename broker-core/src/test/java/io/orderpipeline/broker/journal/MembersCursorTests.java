package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersCursorTests {

    private final MembersCursor cursor = new MembersCursor();

    @Test
    void parsesMembersInPlace() {
        byte[] bytes = "noise\"id\":\"abc\",\"n\":1noise".getBytes(UTF_8);
        cursor.startAt(bytes, 5, bytes.length - 5);

        assertThat(cursor.skip("\"id\":\"".getBytes(UTF_8))).isTrue();
        assertThat(cursor.skipPlainString()).isTrue();
        assertThat(new String(bytes, cursor.stringFrom(), cursor.stringTo() - cursor.stringFrom(), UTF_8))
                .isEqualTo("abc");
        assertThat(cursor.skip(',')).isTrue();
        assertThat(cursor.atEnd()).isFalse();
        assertThat(cursor.skip("\"n\":1".getBytes(UTF_8))).isTrue();
        assertThat(cursor.atEnd()).isTrue();
    }

    @Test
    void doesNotMoveWithoutAMatch() {
        startAt("ab");

        assertThat(cursor.skip("b".getBytes(UTF_8))).isFalse();
        assertThat(cursor.skip('b')).isFalse();
        assertThat(cursor.skip('a')).isTrue();
        assertThat(cursor.skip("a".getBytes(UTF_8))).isFalse();
        assertThat(cursor.skip("b".getBytes(UTF_8))).isTrue();
    }

    @Test
    void readsNothingPastItsEnd() {
        byte[] bytes = "abc\"".getBytes(UTF_8);
        cursor.startAt(bytes, 0, 2);

        assertThat(cursor.skip("abc".getBytes(UTF_8))).isFalse();
        assertThat(cursor.skip("ab".getBytes(UTF_8))).isTrue();
        assertThat(cursor.skip('c')).isFalse();
        cursor.startAt(bytes, 0, 3);
        assertThat(cursor.skipPlainString()).isFalse();
        cursor.startAt(bytes, 0, 4);
        assertThat(cursor.skipPlainString()).isTrue();
        assertThat(cursor.atEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "a\\\"b\"", "\\", "\\\\\""})
    void skipsNoUnterminatedOrEscapedString(String text) {
        startAt(text);

        assertThat(cursor.skipPlainString()).isFalse();
    }

    @Test
    void knowsAnEmptyString() {
        startAt("\"");

        assertThat(cursor.skipPlainString()).isTrue();
        assertThat(cursor.stringFrom()).isZero();
        assertThat(cursor.stringTo()).isZero();
    }

    @Test
    void makesOneObjectOfTheMembers() {
        byte[] bytes = "noise\"id\":1noise".getBytes(UTF_8);

        assertThat(MembersCursor.asObject(bytes, 5, bytes.length - 5)).isEqualTo("{\"id\":1}".getBytes(UTF_8));
    }

    private void startAt(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        cursor.startAt(bytes, 0, bytes.length);
    }
}
