package io.orderpipeline.broker.startup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says in one line why the start was refused and what helps. The shared configuration silences Spring Boot's own report. */
final class StartRefusedReporter implements FailureAnalysisReporter {

    private static final Logger log = LoggerFactory.getLogger(StartRefusedReporter.class);

    @Override
    public void report(FailureAnalysis analysis) {
        String action = analysis.getAction();
        if (action == null || action.isBlank()) {
            log.error("start refused: {}", onOneLine(analysis.getDescription()));
        } else {
            log.error("start refused: {} -> {}", onOneLine(analysis.getDescription()), onOneLine(action));
        }
    }

    private static String onOneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
