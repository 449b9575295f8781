package io.orderpipeline.broker.startup;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * Checks the properties before Spring Boot reads them and before any file is opened. Spring Boot ignores properties that it does not know,
 * and its conditions on the management port fail without naming the property.
 */
final class EarlyPropertyCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final int HIGHEST_PORT = 65_535;
    /** In Spring Boot, this turns the management port off. */
    private static final int SWITCHED_OFF = -1;

    private static final String TEMPORARY = "java.io.tmpdir";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        KnownProperties.ofAllModules().refuseOthers(environment);
        KnownProfiles.refuseOthers(environment);
        MisspeltProperties.refuse(environment);
        Binder binder = Binder.get(environment);
        Adapters.onClasspath(EarlyPropertyCheck.class.getClassLoader()).requireThoseOf(valid(binder));
        requirePort(binder, "server.port", 0);
        requirePort(binder, "management.server.port", SWITCHED_OFF);
        requireTemporaryFolder();
    }

    private static PipelineProperties valid(Binder binder) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return binder.bindOrCreate(
                    "pipeline",
                    Bindable.of(PipelineProperties.class),
                    new ValidationBindHandler(new SpringValidatorAdapter(factory.getValidator())));
        }
    }

    private static void requirePort(Binder binder, String property, int least) {
        binder.bind(property, Integer.class).ifBound(port -> {
            if (port < least || port > HIGHEST_PORT) {
                throw new PropertyRefusedException(
                        property, port, "use a port from 1 to " + HIGHEST_PORT + ", or 0 for a free one");
            }
        });
    }

    /** The web server's working folder is created there. */
    private static void requireTemporaryFolder() {
        String folder = System.getProperty(TEMPORARY, "");
        if (!Files.isWritable(Path.of(folder)) || !Files.isDirectory(Path.of(folder))) {
            throw new PropertyRefusedException(
                    TEMPORARY, folder, "start java with -D" + TEMPORARY + "= and a folder that can be written to");
        }
    }
}
