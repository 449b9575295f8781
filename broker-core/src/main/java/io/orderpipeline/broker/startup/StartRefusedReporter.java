package io.orderpipeline.broker.startup;

import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Logs in one line why the start was refused and how to fix it, instead of Spring Boot's multi-line report. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartRefusedReporter implements FailureAnalysisReporter {

    private static final Logger log = LoggerFactory.getLogger(StartRefusedReporter.class);

    /** White space and terminal control characters. */
    private static final Pattern NO_TEXT = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private static final Pattern USER_OF_A_URL = Pattern.compile("://[^/\\s]*@");

    private static final Pattern KEY = Pattern.compile("-----BEGIN.*");

    @Override
    public void report(FailureAnalysis analysis) {
        // Set in code, since the start may fail before the configuration is read.
        LoggingSystem.get(getClass().getClassLoader())
                .setLogLevel(LoggingFailureAnalysisReporter.class.getName(), LogLevel.OFF);
        log.error("start refused: {}", line(analysis));
        log.debug("start.failed", analysis.getCause());
    }

    private static String line(FailureAnalysis analysis) {
        String action = analysis.getAction();
        boolean advised = action != null && !action.isBlank();
        String text = advised ? analysis.getDescription() + " -> " + action : analysis.getDescription();
        String line = NO_TEXT.matcher(text).replaceAll(" ").strip();
        line = USER_OF_A_URL.matcher(line).replaceAll("://");
        return KEY.matcher(line).replaceFirst("...");
    }
}
