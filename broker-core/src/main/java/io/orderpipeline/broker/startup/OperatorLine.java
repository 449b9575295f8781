package io.orderpipeline.broker.startup;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.orderpipeline.broker.StoredTime;
import java.time.Instant;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/**
 * Formats a log line: time in UTC, level, message, and the logger's name unless the logger is ours. Hand-written rather than a pattern,
 * because each order logs two lines, and a pattern's date and regular expression took most of their time.
 *
 * <p>Thread-safe.
 */
final class OperatorLine implements StructuredLogFormatter<ILoggingEvent> {

    private static final String OURS = "io.orderpipeline";
    /** Longest level name plus one space. */
    private static final int LEVEL_WIDTH = 6;

    @Override
    public String format(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        StringBuilder line = new StringBuilder(64 + message.length());
        line.append(StoredTime.format(Instant.ofEpochMilli(event.getTimeStamp())));
        line.append(' ').append(event.getLevel());
        line.append(" ".repeat(LEVEL_WIDTH - event.getLevel().levelStr.length()));
        if (!event.getLoggerName().startsWith(OURS)) {
            line.append('[').append(event.getLoggerName()).append("] ");
        }
        line.append(message).append(System.lineSeparator());
        IThrowableProxy failure = event.getThrowableProxy();
        if (failure != null) {
            line.append(ThrowableProxyUtil.asString(failure));
        }
        return line.toString();
    }
}
