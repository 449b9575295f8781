package io.orderpipeline.broker.autoconfigure;

import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** A property below {@code pipeline} that does not exist: most likely a slip of the pen, and never to be passed over. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownPropertyAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
        String unknown = cause.getUnboundProperties().stream()
                .map(property -> property.getName() + "=" + property.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
        return new FailureAnalysis(unknown, "there is no such property; the README lists them all", cause);
    }
}
