package io.orderpipeline.broker.startup;

import java.util.Set;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
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
