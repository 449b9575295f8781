package io.orderpipeline.broker.startup;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorLineTests {

    private static final Instant TIME = Instant.parse("2026-11-01T12:00:00.120Z");
    private static final String OURS = "io.orderpipeline.orders.ListeningLine";

    @Test
    void speaksForItselfWhenItIsOurs() {
        assertThat(line(OURS, Level.INFO, null, "📦 listening on {}", 8080))
                .isEqualTo(String.format(Locale.ROOT, "2026-11-01T12:00:00.120Z INFO  📦 listening on 8080%n"));
    }

    @Test
    void namesTheLoggerOfAForeignOne() {
        assertThat(line("org.apache.catalina.core", Level.ERROR, null, "stopped"))
                .isEqualTo(String.format(
                        Locale.ROOT, "2026-11-01T12:00:00.120Z ERROR [org.apache.catalina.core] stopped%n"));
    }

    @ParameterizedTest
    @CsvSource({"WARN, 'WARN  x'", "ERROR, 'ERROR x'", "DEBUG, 'DEBUG x'", "TRACE, 'TRACE x'"})
    void hasItsMessageInTheSameColumn(String level, String rest) {
        assertThat(line(OURS, Level.toLevel(level), null, "x")).endsWith("Z " + rest + System.lineSeparator());
    }

    @Test
    void isFollowedByTheStackTraceOfAnException() {
        IllegalStateException cause = new IllegalStateException("the disk is gone");
        assertThat(line(OURS, Level.ERROR, new IllegalArgumentException("unforeseen", cause), "request.failed"))
                .contains("request.failed" + System.lineSeparator())
                .contains("java.lang.IllegalArgumentException: unforeseen")
                .contains("Caused by: java.lang.IllegalStateException: the disk is gone")
                .contains("at " + OperatorLineTests.class.getName())
                .endsWith(System.lineSeparator());
    }

    private static String line(
            String logger, Level level, @Nullable Throwable failure, String message, Object... values) {
        Logger source = new LoggerContext().getLogger(logger);
        LoggingEvent event = new LoggingEvent(OperatorLine.class.getName(), source, level, message, failure, values);
        event.setInstant(TIME);
        return new OperatorLine().format(event);
    }
}
