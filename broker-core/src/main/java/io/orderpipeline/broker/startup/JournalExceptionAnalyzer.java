package io.orderpipeline.broker.startup;

import io.orderpipeline.broker.journal.JournalException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What stands between a journal and its file; the journal's messages are complete. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class JournalExceptionAnalyzer extends AbstractFailureAnalyzer<JournalException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, JournalException cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
