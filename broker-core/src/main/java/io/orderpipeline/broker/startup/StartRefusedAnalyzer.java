package io.orderpipeline.broker.startup;

import io.orderpipeline.broker.journal.JournalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.util.PlaceholderResolutionException;
import org.springframework.validation.FieldError;

/**
 * Explains every failed start, and what would be allowed: by its own rules, which show no secrets, else by Spring Boot's analyzers, else
 * from the exception messages. With {@code --logging.level.io.orderpipeline=debug} the log has the stack trace.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartRefusedAnalyzer implements FailureAnalyzer {

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(100)
                .toList();
        return causes.stream()
                .map(StartRefusedAnalyzer::byOurRules)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> SpringFactoriesLoader.forDefaultResourceLocation(
                                getClass().getClassLoader())
                        .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, cause) -> {}))
                        .stream()
                        .filter(other -> !(other instanceof StartRefusedAnalyzer))
                        .map(other -> other.analyze(failure))
                        .filter(Objects::nonNull)
                        .findFirst())
                .orElseGet(() -> new FailureAnalysis(innermostMessage(causes), advice(causes), failure));
    }

    private static @Nullable FailureAnalysis byOurRules(Throwable cause) {
        if (cause instanceof PropertyRefusedException refused) {
            return new FailureAnalysis(Objects.toString(refused.getMessage()), refused.remedy(), refused);
        }
        if (cause instanceof JournalException journal) {
            return new FailureAnalysis(Objects.toString(journal.getMessage()), null, journal);
        }
        if (cause instanceof BindValidationException invalid) {
            return violation(invalid);
        }
        if (cause instanceof BindException unreadable) {
            return unreadable(unreadable);
        }
        if (cause instanceof InvalidConfigurationPropertyValueException invalid) {
            return new FailureAnalysis(
                    ShownValue.of(invalid.getName(), invalid.getValue()), invalid.getReason(), invalid);
        }
        if (cause instanceof PlaceholderResolutionException open) {
            // Spring's message shows the whole value around the placeholder.
            return new FailureAnalysis("${" + open.getPlaceholder() + "} has no value", "set it", open);
        }
        String unreadable = UnreadableConfiguration.in(cause);
        return unreadable == null ? null : new FailureAnalysis(unreadable, null, cause);
    }

    private static @Nullable FailureAnalysis violation(BindValidationException invalid) {
        ValidationErrors errors = invalid.getValidationErrors();
        return errors.getAllErrors().stream()
                .filter(FieldError.class::isInstance)
                .map(FieldError.class::cast)
                .min(Comparator.comparing(FieldError::getField))
                .map(error -> {
                    ConfigurationPropertyName name =
                            errors.getName().append(DataObjectPropertyName.toDashedForm(error.getField()));
                    Object value = errors.getBoundProperties().stream()
                            .filter(property -> property.getName().equals(name))
                            .map(ConfigurationProperty::getValue)
                            .findFirst()
                            .orElse(error.getRejectedValue());
                    return new FailureAnalysis(
                            ShownValue.of(name.toString(), value), error.getDefaultMessage(), invalid);
                })
                .orElse(null);
    }

    private static @Nullable FailureAnalysis unreadable(BindException cause) {
        ConfigurationProperty property = cause.getProperty();
        if (property == null) {
            return null;
        }
        return Stream.iterate(cause.getCause(), Objects::nonNull, Throwable::getCause)
                .filter(ConversionFailedException.class::isInstance)
                .map(conversion ->
                        ((ConversionFailedException) conversion).getTargetType().getObjectType())
                .map(type -> new FailureAnalysis(
                        ShownValue.of(property.getName().toString(), property.getValue()),
                        ReadableForm.of(type),
                        cause))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String advice(List<Throwable> causes) {
        return causes.get(causes.size() - 1) instanceof java.net.BindException
                ? "check server.address and management.server.address, or pipeline.management.address"
                : null;
    }

    /** The innermost exception's message; if that says little alone, preceded by those of the exceptions around it. */
    private static String innermostMessage(List<Throwable> causes) {
        String words = "";
        for (int i = causes.size() - 1; i >= 0; i--) {
            Throwable cause = causes.get(i);
            String message = Objects.toString(cause.getMessage(), "").strip();
            if (!words.startsWith(message)) {
                words = message.endsWith(words) ? message : message + ": " + words;
            }
            if (!message.isEmpty()
                    && words.contains(" ")
                    && !(cause instanceof IOException)
                    && !(cause instanceof UncheckedIOException)) {
                break;
            }
        }
        return words.isEmpty() ? causes.get(causes.size() - 1).getClass().getSimpleName() : words;
    }
}
