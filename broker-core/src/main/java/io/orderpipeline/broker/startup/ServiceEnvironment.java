package io.orderpipeline.broker.startup;

import java.util.Collection;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.support.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What a service would be configured with, read as it would read it, without starting it. */
public final class ServiceEnvironment {

    private ServiceEnvironment() {}

    /**
     * The folder that the service would use, as it is written in the configuration.
     *
     * @param service     its name, as in {@link PipelineService}
     * @param options     of the command line
     * @param environment the variables
     * @throws IllegalArgumentException when there is a property below {@code pipeline} that no service knows
     * @throws RuntimeException         when a configuration file cannot be read
     */
    public static String dataDir(String service, Collection<String> options, Map<String, String> environment) {
        ConfigurableEnvironment read = read(service, options, environment);
        try {
            KnownProperties.ofAllModules().refuseOthers(read);
        } catch (PropertyRefusedException e) {
            throw new IllegalArgumentException(e.getMessage() + " -> " + e.remedy(), e);
        }
        return Binder.get(read).bind("pipeline.data-dir", String.class).orElse(PipelineProperties.DATA_DIR);
    }

    private static ConfigurableEnvironment read(
            String service, Collection<String> options, Map<String, String> environment) {
        StandardEnvironment read = new StandardEnvironment();
        MutablePropertySources sources = read.getPropertySources();
        sources.replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(environment)));
        sources.addFirst(new SimpleCommandLinePropertySource(
                CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME, options.toArray(String[]::new)));
        sources.addLast(ServiceConfigFiles.of(service));
        new SpringApplicationJsonEnvironmentPostProcessor().postProcessEnvironment(read, new SpringApplication());
        ConfigDataEnvironmentPostProcessor.applyTo(read);
        return read;
    }
}
