package io.orderpipeline.broker.startup;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.logging.LogFile;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.ClassUtils;

/** Checks the logging settings before logging starts, which would fail with a stack trace on standard error. */
final class LoggingCheck implements EnvironmentPostProcessor, Ordered {

    private static final Set<String> FORMATS = Set.of("ecs", "gelf", "logstash");
    private static final String CONFIG = "logging.config";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        requireFormat(environment, "logging.structured.format.console");
        requireFormat(environment, "logging.structured.format.file");
        String config = environment.getProperty(CONFIG, "");
        if (!config.isEmpty()
                && !new DefaultResourceLoader().getResource(config).exists()) {
            throw new PropertyRefusedException(CONFIG, config, "name an existing file, such as file:logback.xml");
        }
        requireWritable(environment, LogFile.get(environment));
    }

    private static void requireWritable(ConfigurableEnvironment environment, @Nullable LogFile log) {
        if (log != null && !canWrite(log.toString())) {
            String property = environment.containsProperty(LogFile.FILE_NAME_PROPERTY)
                    ? LogFile.FILE_NAME_PROPERTY
                    : LogFile.FILE_PATH_PROPERTY;
            throw new PropertyRefusedException(
                    property, environment.getProperty(property), "name a file that can be written to");
        }
    }

    /** Looks only: the log creates the file, and its folders. */
    private static boolean canWrite(String name) {
        try {
            Path file = Path.of(name).toAbsolutePath();
            Path existing = file;
            while (Files.notExists(existing)) {
                existing = Objects.requireNonNull(existing.getParent());
            }
            return Files.isWritable(existing) && Files.isDirectory(existing) != existing.equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void requireFormat(ConfigurableEnvironment environment, String property) {
        String format = environment.getProperty(property, "ecs");
        if (!FORMATS.contains(format) && !ClassUtils.isPresent(format, LoggingCheck.class.getClassLoader())) {
            throw new PropertyRefusedException(property, format, "use ecs or gelf or logstash");
        }
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }
}
