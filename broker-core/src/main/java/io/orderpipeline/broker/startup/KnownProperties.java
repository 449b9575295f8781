package io.orderpipeline.broker.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties below {@code pipeline} that the jars on the classpath declare in their generated metadata. Any other
 * one is most likely a slip of the pen and is not passed over. The system's environment is not looked at: its names
 * cannot be told from those of other programs.
 */
final class KnownProperties {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("pipeline");

    private final Set<ConfigurationPropertyName> names;

    private KnownProperties(Set<ConfigurationPropertyName> names) {
        this.names = names;
    }

    static KnownProperties onClasspath(ClassLoader classpath) {
        try {
            return new KnownProperties(Collections.list(classpath.getResources(METADATA)).stream()
                    .flatMap(KnownProperties::declaredIn)
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void refuseOthers(ConfigurableEnvironment environment) {
        environment.getPropertySources().stream()
                .filter(source -> !source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME))
                .filter(EnumerablePropertySource.class::isInstance)
                .map(EnumerablePropertySource.class::cast)
                .forEach(this::refuseOthers);
    }

    private void refuseOthers(EnumerablePropertySource<?> source) {
        for (String spelling : source.getPropertyNames()) {
            ConfigurationPropertyName name = ConfigurationPropertyName.adapt(spelling, '.');
            if (PREFIX.isAncestorOf(name) && !isKnown(name)) {
                throw new PropertyRefusedException(
                        spelling,
                        String.valueOf(source.getProperty(spelling)),
                        "there is no such property; the README lists them all");
            }
        }
    }

    /** Elements of a list or a map are known by the property that holds them. */
    private boolean isKnown(ConfigurationPropertyName name) {
        return names.stream().anyMatch(known -> known.equals(name) || known.isAncestorOf(name));
    }

    private static Stream<ConfigurationPropertyName> declaredIn(URL metadata) {
        try (InputStream in = metadata.openStream()) {
            String json = new String(in.readAllBytes(), UTF_8);
            if (!json.contains("\"" + PREFIX + ".")) {
                return Stream.empty();
            }
            JsonNode properties = JsonMapper.shared().readTree(json).path("properties");
            return properties
                    .valueStream()
                    .map(property ->
                            ConfigurationPropertyName.of(property.path("name").stringValue()))
                    .filter(PREFIX::isAncestorOf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
