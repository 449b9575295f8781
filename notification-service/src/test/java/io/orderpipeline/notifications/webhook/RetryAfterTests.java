package io.orderpipeline.notifications.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTests {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0s",
                "7 | 7s",
                "' 7 ' | 7s",
                "3600 | 1h",
                "Sun, 01 Nov 2026 12:00:30 GMT | 30s",
                "Sun, 1 Nov 2026 12:00:30 GMT | 30s",
                "Sun, 01 Nov 2026 13:00:00 GMT | 1h",
                "Sunday, 01-Nov-26 12:00:30 GMT | 30s",
                "Sun Nov  1 12:00:30 2026 | 30s",
                "Sun Nov 01 12:00:30 2026 | 30s"
            })
    void waitsAsLongAsIsAsked(String header, String pause) {
        assertThat(RetryAfter.parse(header, NOON)).isEqualTo(Duration.parse("PT" + pause));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3601", "99999999999999999999", "Sun, 01 Nov 2026 13:00:01 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"
            })
    void waitsAnHourAtMost(String header) {
        assertThat(RetryAfter.parse(header, NOON)).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "-5",
                "1.5",
                "soon",
                "2026-11-01T12:00:30Z",
                "Mon, 01 Nov 2026 12:00:30 GMT",
                "Sun, 01 Nov 2026 11:59:30 GMT",
                "Sun, 01 Nov 2026 12:00:00 GMT",
                "Sunday, 01-Nov-26 11:59:30 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  1 11:59:30 2026",
                "Sun Nov  1 12:00:30 26"
            })
    void leavesItToTheCallerWhenItIsMissingPastOrNoSuchValue(@Nullable String header) {
        assertThat(RetryAfter.parse(header, NOON)).isZero();
    }
}
