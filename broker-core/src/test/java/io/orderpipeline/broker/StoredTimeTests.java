package io.orderpipeline.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredTimeTests {

    private static final long YEAR_MINUS_500 = -77_946_000_000L;
    private static final long YEAR_10500 = 269_180_000_000L;
    private static final int TIMES = 20_000;

    @Test
    void writesAndReadsAsTheJdkDoes() {
        long seed = System.nanoTime();
        System.out.println("stored times: seed=" + seed);
        Random random = new Random(seed);
        DateTimeFormatter jdk = new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
        for (int i = 0; i < TIMES; i++) {
            Instant time = Instant.ofEpochSecond(
                    YEAR_MINUS_500 + (long) (random.nextDouble() * (YEAR_10500 - YEAR_MINUS_500)),
                    random.nextInt(1_000_000_000));
            String text = StoredTime.format(time);

            assertThat(text).isEqualTo(jdk.format(time));
            assertThat(StoredTime.parse(text)).isEqualTo(time.truncatedTo(ChronoUnit.MILLIS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-01T12:00:00Z", "2026-11-01T12:00:00.1234567Z", "2026-11-01T12:00:00.123+01:00"})
    void readsWhatTheJdkReads(String text) {
        assertThat(StoredTime.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-02-30T12:00:00.000Z",
                "2026-11-01T24:01:00.000Z",
                "2026-11-01 12:00:00.000Z"
            })
    void refusesTextThatIsNotATime(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> StoredTime.parse(text));
    }
}
