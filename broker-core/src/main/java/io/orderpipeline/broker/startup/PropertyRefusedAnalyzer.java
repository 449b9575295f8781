package io.orderpipeline.broker.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Our own refusals, ahead of what Spring Boot would say about the failed binding around them. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PropertyRefusedAnalyzer extends AbstractFailureAnalyzer<PropertyRefusedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PropertyRefusedException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
