package io.orderpipeline.broker.startup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Gives each service its own configuration file, since of two files called {@code application.yml} on the launcher's classpath one would
 * hide the other. {@code order-pipeline.yml} has the shared settings, and a service's own file overrides it.
 */
final class ServiceConfigFiles implements EnvironmentPostProcessor, Ordered {

    private static final String SHARED = "order-pipeline";
    private static final String NAMES = "spring.config.name";
    private static final String LOCATIONS = "spring.config.location";
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

    /** Other names or locations would replace the configuration inside the jar, and the service would start without it. */
    private static void refuseOthers(ConfigurableEnvironment environment) {
        String names = environment.getProperty(NAMES);
        if (names != null) {
            throw new PropertyRefusedException(NAMES, names, REMEDY);
        }
        String locations = environment.getProperty(LOCATIONS, "classpath:");
        if (!locations.contains("classpath:")) {
            throw new PropertyRefusedException(LOCATIONS, locations, REMEDY);
        }
    }

    /**
     * Spring Boot ignores a folder or a dangling link under the name of a file, and the service would start with the defaults. A container
     * engine makes such a folder when the file that it should mount is missing.
     */
    private static void refuseFolders(String service) {
        for (String folder : List.of("", "config")) {
            for (String name : List.of(SHARED, service)) {
                for (String extension : List.of(".yml", ".yaml", ".properties")) {
                    Path file = Path.of(folder, name + extension);
                    if (Files.isDirectory(file) || (Files.isSymbolicLink(file) && !Files.exists(file))) {
                        throw new PropertyRefusedException(
                                file.toString(),
                                null,
                                "this must be a file, not a folder or a link that leads nowhere");
                    }
                }
            }
        }
    }

    /** A property source that names the files of this service. */
    static PropertySource<?> of(String service) {
        refuseFolders(service);
        return new MapPropertySource("serviceConfigFiles", Map.of(NAMES, SHARED + "," + service));
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }
}
