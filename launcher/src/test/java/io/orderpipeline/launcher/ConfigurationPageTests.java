package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares docs/configuration.md with the metadata that the compiler generates; here all modules are on the classpath. */
class ConfigurationPageTests {

    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(pipeline\\.[a-z.-]+)` \\|(?: `([^`]*)`)? \\|(.*)\\|$");

    @Test
    void hasEveryPropertyWithItsDefaultAndAMeaning() throws IOException {
        Map<String, String> table = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(PAGE));
        while (rows.find()) {
            assertThat(table).as("each property once").doesNotContainKey(rows.group(1));
            table.put(rows.group(1), Objects.requireNonNullElse(rows.group(2), ""));
            assertThat(rows.group(3)).as(rows.group(1)).isNotBlank();
        }

        assertThat(table).isNotEmpty().isEqualTo(declaredProperties());
    }

    @Test
    void everyPropertyIsExplainedInItsMetadata() throws IOException {
        for (JsonNode property : metadata()) {
            assertThat(property.path("description").asString(""))
                    .as(name(property))
                    .isNotBlank();
        }
    }

    private static Map<String, String> declaredProperties() throws IOException {
        Map<String, String> declared = new TreeMap<>();
        for (JsonNode property : metadata()) {
            declared.put(name(property), property.path("defaultValue").asString(""));
        }
        return declared;
    }

    private static Iterable<JsonNode> metadata() throws IOException {
        Map<String, JsonNode> properties = new TreeMap<>();
        for (URL url : Collections.list(ConfigurationPageTests.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream json = url.openStream()) {
                JsonMapper.shared()
                        .readTree(json)
                        .path("properties")
                        .valueStream()
                        .filter(property -> name(property).startsWith("pipeline."))
                        .forEach(property -> properties.put(name(property), property));
            }
        }
        return properties.values();
    }

    private static String name(JsonNode property) {
        return property.path("name").asString();
    }
}
