package io.orderpipeline.broker.startup;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.support.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The configuration of a service, read exactly as the service would, without starting it. Thread-safe. */
public final class ServiceEnvironment {

    private final ConfigurableEnvironment environment;

    private ServiceEnvironment(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Reads the configuration.
     *
     * @param service   its name, as in {@link PipelineService}
     * @param options   of the command line
     * @param variables of the environment
     * @throws IllegalArgumentException when there is a property below {@code pipeline} that no service knows
     * @throws RuntimeException         when a configuration file cannot be read
     */
    public static ServiceEnvironment of(String service, Collection<String> options, Map<String, String> variables) {
        try {
            ConfigurableEnvironment read = readable(service, options, variables);
            KnownProperties.ofAllModules().refuseOthers(read);
            return new ServiceEnvironment(read);
        } catch (PropertyRefusedException e) {
            throw new IllegalArgumentException(e.line(), e);
        }
    }

    /** The data folder, as written in the configuration. */
    public String dataDir() {
        return pipeline("data-dir", PipelineProperties.DATA_DIR);
    }

    /** The name of the store, as in {@link PipelineProperties#store}. */
    public String store() {
        return pipeline("store", PipelineProperties.STORE);
    }

    /** The broker between the services, as in {@link PipelineProperties#externalBroker}. */
    public Optional<String> externalBroker() {
        return PipelineProperties.external(pipeline("broker", PipelineProperties.IN_PROCESS));
    }

    /** All properties. */
    public Environment properties() {
        return environment;
    }

    private String pipeline(String name, String usual) {
        return Binder.get(environment).bind("pipeline." + name, String.class).orElse(usual);
    }

    private static ConfigurableEnvironment readable(
            String service, Collection<String> options, Map<String, String> variables) {
        try {
            return read(service, options, variables);
        } catch (RuntimeException e) {
            String line = UnreadableConfiguration.in(e);
            throw line == null ? e : new IllegalArgumentException(line, e);
        }
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
