package io.orderpipeline.broker.startup;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Gives each service its own configuration file. Two files called {@code application.yml} on the launcher's classpath
 * would hide each other; {@code order-pipeline.yml} holds what all services share, and a service's own file wins over it.
 */
final class ServiceConfigFiles implements EnvironmentPostProcessor, Ordered {

    private static final String SHARED = "order-pipeline";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        application.getAllSources().stream()
                .filter(Class.class::isInstance)
                .map(source -> ((Class<?>) source).getAnnotation(PipelineService.class))
                .filter(PipelineService.class::isInstance)
                .findFirst()
                .ifPresent(service -> environment.getPropertySources().addLast(of(service.value())));
    }

    /** Names the files of this service. */
    static PropertySource<?> of(String service) {
        return new MapPropertySource("serviceConfigFiles", Map.of("spring.config.name", SHARED + "," + service));
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }
}
