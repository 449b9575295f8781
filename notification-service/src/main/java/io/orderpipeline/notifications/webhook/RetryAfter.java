package io.orderpipeline.notifications.webhook;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} of RFC 9110, section 10.2.3: seconds, or a date in one of three forms. */
final class RetryAfter {

    /** The longest pause, even if the receiver asks for more. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /** How long to wait, at most an hour; zero when the header is missing, invalid or in the past. */
    static Duration parse(@Nullable String header, Clock clock) {
        if (header == null) {
            return Duration.ZERO;
        }
        String value = header.strip();
        Duration asked;
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            asked = value.length() > MOST_DIGITS ? LONGEST : Duration.ofSeconds(Long.parseLong(value));
        } else {
            asked = untilDate(value, clock);
        }
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    private static Duration untilDate(String value, Clock clock) {
        for (DateTimeFormatter form : forms(clock)) {
            try {
                return Duration.between(
                        clock.instant(), LocalDateTime.parse(value, form).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException notThisForm) {
                // Try the next format.
            }
        }
        return Duration.ZERO;
    }

    /** The three formats of RFC 9110, section 5.6.7. A two-digit year means the one less than 50 years ahead. */
    private static List<DateTimeFormatter> forms(Clock clock) {
        int firstYear = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).getYear() - 50;
        return List.of(
                DateTimeFormatter.RFC_1123_DATE_TIME,
                new DateTimeFormatterBuilder()
                        .appendPattern("EEEE, dd-MMM-")
                        .appendValueReduced(ChronoField.YEAR, 2, 2, firstYear)
                        .appendPattern(" HH:mm:ss 'GMT'")
                        .toFormatter(Locale.ENGLISH),
                DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH));
    }
}
