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
    private static final String NAMES = "spring.config.name";
    private static final String PLACES = "spring.config.location";
    private static final String REMEDY = "name further files or folders with spring.config.additional-location";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        application.getAllSources().stream()
                .filter(Class.class::isInstance)
                .map(source -> ((Class<?>) source).getAnnotation(PipelineService.class))
                .filter(PipelineService.class::isInstance)
                .findFirst()
                .ifPresent(service -> {
                    refuseOthers(environment);
                    environment.getPropertySources().addLast(of(service.value()));
                });
    }

    /** With files of other names and places only, a service would start without the half of it that is configured inside the jar. */
    private static void refuseOthers(ConfigurableEnvironment environment) {
        String names = environment.getProperty(NAMES);
        if (names != null) {
            throw new PropertyRefusedException(NAMES, names, REMEDY);
        }
        String places = environment.getProperty(PLACES, "classpath:");
        if (!places.contains("classpath:")) {
            throw new PropertyRefusedException(PLACES, places, REMEDY);
        }
    }

    /** Names the files of this service. */
    static PropertySource<?> of(String service) {
        return new MapPropertySource("serviceConfigFiles", Map.of(NAMES, SHARED + "," + service));
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }
}
