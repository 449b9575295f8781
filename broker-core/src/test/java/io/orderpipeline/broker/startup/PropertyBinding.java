package io.orderpipeline.broker.startup;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/** A record of properties, bound and validated as in a service. */
public final class PropertyBinding {

    private PropertyBinding() {}

    /**
     * Binds these properties, with defaults for all others.
     *
     * @param properties values by full name
     */
    public static <T> T bind(Class<T> type, Map<String, String> properties) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return new Binder(new MapConfigurationPropertySource(properties))
                    .bindOrCreate(
                            prefixOf(type),
                            Bindable.of(type),
                            new ValidationBindHandler(new SpringValidatorAdapter(factory.getValidator())));
        }
    }

    /** The message for a rejected value: {@code property=value -> what is allowed}. */
    public static String refusal(Class<?> type, Map<String, String> properties) {
        BindException refused = catchThrowableOfType(BindException.class, () -> bind(type, properties));
        FailureAnalysis analysis = new StartRefusedAnalyzer().analyze(refused);
        return analysis.getDescription() + " -> " + analysis.getAction();
    }

    private static String prefixOf(Class<?> type) {
        return Objects.requireNonNull(AnnotationUtils.getAnnotation(type, ConfigurationProperties.class))
                .prefix();
    }
}
