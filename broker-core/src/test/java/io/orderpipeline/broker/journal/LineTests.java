package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTests {

    private static final String WHOLE = HandWrittenJournal.line(42, "\"id\":\"a\",\"durable\":7", 41, "0badcafe");

    private final Line line = new Line();

    @Test
    void parsesARecord() {
        byte[] bytes = ("noise" + WHOLE + "noise").getBytes(UTF_8);

        assertThat(line.read(bytes, 5, bytes.length - 5)).isTrue();

        assertThat(line.seq).isEqualTo(42);
        assertThat(line.durable).isEqualTo(41);
        assertThat(line.prev).isEqualTo(0x0badcafe);
        assertThat(line.crc).isEqualTo(line.actualCrc);
        assertThat(new String(bytes, line.membersFrom, line.membersTo - line.membersFrom, UTF_8))
                .isEqualTo("\"id\":\"a\",\"durable\":7");
    }

    @Test
    void startsEachRecordWithAFreshChecksum() {
        byte[] bytes = WHOLE.getBytes(UTF_8);
        line.read("{}".repeat(100).getBytes(UTF_8), 0, 200);
        assertThat(line.read(bytes, 0, bytes.length)).isTrue();

        assertThat(line.read(bytes, 0, bytes.length)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 909, 999_999_999_999_999_999L})
    void readsNumbersOfUpTo18Digits(long number) {
        byte[] bytes =
                HandWrittenJournal.line(number, "\"id\":1", number, "00000000").getBytes(UTF_8);

        assertThat(line.read(bytes, 0, bytes.length)).isTrue();

        assertThat(line.seq).isEqualTo(number);
        assertThat(line.durable).isEqualTo(number);
        assertThat(line.prev).isZero();
    }

    /** One record in four billion has this checksum. */
    @Test
    void readsARecordWhoseChecksumIsZero() {
        byte[] bytes = HandWrittenJournal.line(1, "\"id\":\"ccaaacacaccaaaacaccaaaccaccaacccaaaaaaaa\"", 0, "00000000")
                .getBytes(UTF_8);

        assertThat(line.read(bytes, 0, bytes.length)).isTrue();

        assertThat(line.crc).isZero();
    }

    @Test
    void refusesEveryFlippedBit() {
        byte[] bytes = WHOLE.getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                bytes[i] ^= (byte) (1 << bit);
                assertThat(line.read(bytes, 0, bytes.length))
                        .as("bit %d of byte %d", bit, i)
                        .isFalse();
                bytes[i] ^= (byte) (1 << bit);
            }
        }
    }

    @Test
    void refusesEveryPrefixAndEverySuffix() {
        byte[] bytes = WHOLE.getBytes(UTF_8);
        for (int i = 1; i < bytes.length; i++) {
            assertThat(line.read(bytes, 0, i)).as("the first %d bytes", i).isFalse();
            assertThat(line.read(bytes, i, bytes.length))
                    .as("from byte %d on", i)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "]",
                "{}",
                "{\"seq\":1}",
                "{\"seq\":1,\"durable\":0,\"prev\":\"00000000\"",
                "{\"seq\":,\"id\":1,\"durable\":0,\"prev\":\"00000000\"",
                "{\"seq\":-1,\"id\":1,\"durable\":0,\"prev\":\"00000000\"",
                "{\"seq\":1,\"id\":1,\"durable\":,\"prev\":\"00000000\"",
                "{\"seq\":1,\"id\":1,\"durable\":0 ,\"prev\":\"00000000\"",
                "{\"seq\":1,,\"durable\":0,\"prev\":\"00000000\"",
                "{\"seq\":1,\"id\":1,\"durable\":0,\"prev\":\"00000000'",
                "{\"seq\":1,\"id\":1,\"durable\":1000000000000000000,\"prev\":\"00000000\"",
                "{\"seq\":1000000000000000000,\"id\":1,\"durable\":0,\"prev\":\"00000000\"",
                "{\"seq\":9999999999999999999,\"id\":1,\"durable\":0,\"prev\":\"00000000\"",
                "{\"seq\":1,\"id\":1,\"durable\":0,\"prev\":\"0000000G\"",
                "{\"seq\":1,\"id\":1,\"durable\":0,\"prev\":\"ABCDEF00\"",
                "{\"seq\":1,\"id\":1,\"durable\":0,\"before\":\"00000000\""
            })
    void refusesAnotherFormWithARightChecksum(String checked) {
        byte[] bytes = String.format(Locale.ROOT, "%s,\"crc\":\"%s\"}", checked, HandWrittenJournal.crc(checked))
                .getBytes(UTF_8);

        assertThat(line.read(bytes, 0, bytes.length)).isFalse();
    }

    @Test
    void findsARecordAfterNoise() {
        byte[] bytes = ("{\"seq\":41,\"id\":\"torn\0\0" + WHOLE).getBytes(UTF_8);

        assertThat(line.readAtEnd(bytes, 0, bytes.length)).isTrue();
        assertThat(line.seq).isEqualTo(42);
    }

    @Test
    void findsARecordWithoutNoise() {
        byte[] bytes = WHOLE.getBytes(UTF_8);

        assertThat(line.readAtEnd(bytes, 0, bytes.length)).isTrue();
        assertThat(line.seq).isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "noise", "{\"seq\":41,\"id\":\"torn"})
    void findsNoRecordInNoise(String noise) {
        byte[] bytes = noise.getBytes(UTF_8);

        assertThat(line.readAtEnd(bytes, 0, bytes.length)).isFalse();
    }
}
