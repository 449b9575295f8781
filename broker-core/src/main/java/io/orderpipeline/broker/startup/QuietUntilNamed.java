package io.orderpipeline.broker.startup;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Keeps Spring Boot from configuring everything on the classpath, which has all adapters: a data source without a URL fails the start,
 * an absent broker or Redis turns health DOWN, and traces go to whatever listens on the default port. Each technology is configured only
 * when a property or profile names it. Auto-configurations of transitive libraries that nothing uses are never loaded: they would make
 * every start longer.
 *
 * <p>Security is never auto-configured: it would put a login with a generated password in front of every server in the JVM, including the
 * management ports. The profile secure imports what it needs explicitly.
 */
final class QuietUntilNamed implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String BOOT = "org.springframework.boot.";

    /** Prefix of a condition on a profile instead of a property. */
    private static final String PROFILE = "profile=";

    /** Packages of Spring Boot, and the condition that enables each; empty means never. */
    private static final Map<String, String> NAMED_BY = Map.ofEntries(
            Map.entry(BOOT + "jdbc.", "pipeline.store=postgres"),
            Map.entry(BOOT + "sql.", "pipeline.store=postgres"),
            Map.entry(BOOT + "flyway.", "pipeline.store=postgres"),
            Map.entry(BOOT + "transaction.", "pipeline.store=postgres"),
            Map.entry(BOOT + "kafka.", "pipeline.broker=kafka"),
            Map.entry(BOOT + "amqp.", "pipeline.broker=rabbitmq"),
            Map.entry(BOOT + "data.redis.", "pipeline.broker=redis"),
            Map.entry(BOOT + "data.redis.autoconfigure.DataRedisRepositories", ""),
            Map.entry(BOOT + "data.autoconfigure.", ""),
            Map.entry(BOOT + "netty.", ""),
            // It traces each command: an idle consumer sends one every few seconds.
            Map.entry(BOOT + "data.redis.autoconfigure.observation.", ""),
            Map.entry(BOOT + "micrometer.tracing.", PROFILE + "otel"),
            Map.entry(BOOT + "opentelemetry.", PROFILE + "otel"),
            Map.entry(BOOT + "opentelemetry.autoconfigure.logging.", ""),
            Map.entry(BOOT + "persistence.", ""),
            // Refusals have one form; a /error page would give some of them another.
            Map.entry(BOOT + "webmvc.autoconfigure.error.", ""),
            Map.entry(BOOT + "security.", ""));

    private Environment environment = new StandardEnvironment();

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        boolean[] imported = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            imported[i] = isSetUp(Objects.toString(names[i], ""));
        }
        return imported;
    }

    boolean isSetUp(String configuration) {
        return NAMED_BY.entrySet().stream()
                .filter(technology -> configuration.startsWith(technology.getKey()))
                .allMatch(technology -> isGiven(technology.getValue()));
    }

    private boolean isGiven(String propertyAndValue) {
        if (propertyAndValue.startsWith(PROFILE)) {
            return environment.matchesProfiles(propertyAndValue.substring(PROFILE.length()));
        }
        int equals = propertyAndValue.indexOf('=');
        return equals > 0
                && propertyAndValue
                        .substring(equals + 1)
                        .equals(environment.getProperty(propertyAndValue.substring(0, equals)));
    }
}
