package io.orderpipeline.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Each service rejects properties that no module declares, so it needs the list of all; here all modules are on the classpath. */
class KnownPropertiesTests {

    @Test
    void theListOfNamesIsThatOfTheGeneratedMetadata() throws IOException {
        Set<String> declared = new TreeSet<>();
        for (URL metadata : Collections.list(
                getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream json = metadata.openStream()) {
                JsonMapper.shared()
                        .readTree(json)
                        .path("properties")
                        .valueStream()
                        .map(property -> property.path("name").asString())
                        .filter(name -> name.startsWith("pipeline."))
                        .forEach(declared::add);
            }
        }

        try (InputStream names =
                Objects.requireNonNull(getClass().getResourceAsStream("/META-INF/order-pipeline-properties.txt"))) {
            assertThat(new String(names.readAllBytes(), UTF_8).lines())
                    .as("broker-core/src/main/resources/META-INF/order-pipeline-properties.txt")
                    .containsExactlyElementsOf(declared);
        }
    }
}
