package io.orderpipeline.broker.startup;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.util.unit.DataSize;

/** A value that is not of its property's type, whoever owns the property. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class UnreadableValueAnalyzer extends AbstractFailureAnalyzer<BindException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        ConfigurationProperty property = cause.getProperty();
        ConversionFailedException conversion = findCause(cause, ConversionFailedException.class);
        if (property == null || conversion == null) {
            return null;
        }
        return new FailureAnalysis(
                property.getName() + "=" + property.getValue(),
                remedy(conversion.getTargetType().getObjectType()),
                cause);
    }

    private static String remedy(Class<?> type) {
        if (type.isEnum()) {
            return "use "
                    + Arrays.stream(type.getEnumConstants())
                            .map(UnreadableValueAnalyzer::spelling)
                            .collect(Collectors.joining(" or "));
        }
        if (Number.class.isAssignableFrom(type)) {
            return "use a whole number";
        }
        if (type == Boolean.class) {
            return "use true or false";
        }
        if (type == Duration.class) {
            return "use a duration such as 500ms, 10s or 5m";
        }
        if (type == DataSize.class) {
            return "use a size such as 256KB or 64MB";
        }
        return "use a value that can be read as " + type.getSimpleName();
    }

    private static String spelling(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
