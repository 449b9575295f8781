package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFormatTests {

    private final LineFormat format = new LineFormat();

    /** Pins the bytes of existing files: a change of this test makes them unreadable. */
    @Test
    void writesExactlyTheseBytes() {
        ByteBuffer target = ByteBuffer.allocate(1_000);

        int first = format.encode(target, true, 1, "\"id\":\"a\"".getBytes(UTF_8), 0, 0);
        format.encode(target, false, 2, "\"id\":\"é\",\"n\":[1,2]".getBytes(UTF_8), 1, first);

        assertThat(new String(target.array(), 0, target.position(), UTF_8)).isEqualTo("""
                        {"seq":1,"id":"a","durable":0,"prev":"00000000","crc":"0b605204"}
                        ,{"seq":2,"id":"é","n":[1,2],"durable":1,"prev":"0b605204","crc":"7ea6da28"}
                        """);
    }

    @Test
    void writesWhatTheHandWrittenFormatSays() {
        ByteBuffer target = ByteBuffer.allocate(1_000);

        format.encode(target, true, Long.MAX_VALUE, "\"id\":1".getBytes(UTF_8), 999_999_999_999L, 0xdeadbeef);

        assertThat(new String(target.array(), 0, target.position(), UTF_8))
                .isEqualTo(HandWrittenJournal.line(Long.MAX_VALUE, "\"id\":1", 999_999_999_999L, "deadbeef") + "\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 11, 99, 100, 101, 1_000_000, 1_000_000_000_000_000_000L})
    void writesEveryDigitOfANumber(long number) {
        ByteBuffer target = ByteBuffer.allocate(1_000);

        format.encode(target, true, number, "\"id\":1".getBytes(UTF_8), number, 0);

        assertThat(new String(target.array(), 0, target.position(), UTF_8))
                .isEqualTo(HandWrittenJournal.line(number, "\"id\":1", number, "00000000") + "\n");
    }

    @Test
    void needsNoMoreRoomThanItSays() {
        ByteBuffer target = ByteBuffer.allocate(LineFormat.OVERHEAD);

        format.encode(target, false, Long.MAX_VALUE, new byte[0], Long.MAX_VALUE, -1);

        assertThat(target.position()).isLessThanOrEqualTo(LineFormat.OVERHEAD);
    }

    /** RFC 3720, appendix B.4: 32 bytes of zeros. */
    @Test
    void usesTheCastagnoliPolynomial() {
        assertThat(HandWrittenJournal.crc("\0".repeat(32))).isEqualTo("8a9136aa");
    }
}
