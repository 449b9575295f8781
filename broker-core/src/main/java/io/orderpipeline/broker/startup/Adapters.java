package io.orderpipeline.broker.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.stream.Collectors;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * The adapters on the classpath, by the names used in {@code pipeline.broker}, {@code pipeline.store} and {@code pipeline.notifier}. Each
 * jar declares its own in {@code META-INF/order-pipeline-adapters.properties}: {@code store.file=file} declares the store {@code file},
 * shown as {@code file} in the start line. Thread-safe.
 */
public final class Adapters {

    private static final String DECLARATIONS = "META-INF/order-pipeline-adapters.properties";

    private final Properties declared;

    private Adapters(Properties declared) {
        this.declared = declared;
    }

    static Adapters onClasspath(ClassLoader classpath) {
        try {
            return new Adapters(PropertiesLoaderUtils.loadAllProperties(DECLARATIONS, classpath));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Broker and store as shown in the start line, such as {@code broker+file}. */
    public String mode(PipelineProperties properties) {
        return label("broker", properties.broker()) + "+" + label("store", properties.store());
    }

    void requireThoseOf(PipelineProperties properties) {
        require("broker", properties.broker());
        require("store", properties.store());
        require("notifier", properties.notifier());
    }

    /** A service without adapters of a kind does not use that kind: the property is meant for the other service. */
    private void require(String kind, String name) {
        String names = declared.stringPropertyNames().stream()
                .filter(key -> key.startsWith(kind + "."))
                .map(key -> key.substring(kind.length() + 1))
                .sorted()
                .collect(Collectors.joining(" or "));
        if (!names.isEmpty() && !declared.containsKey(kind + "." + name)) {
            throw new PropertyRefusedException("pipeline." + kind, name, "use " + names);
        }
    }

    private String label(String kind, String name) {
        return declared.getProperty(kind + "." + name, name);
    }
}
