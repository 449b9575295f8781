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
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReadmeTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern PROPERTY = Pattern.compile("(?m)^\\| `(pipeline\\.[a-z.-]+)` \\|(?: `([^`]*)`)? \\|");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z]+Tests)`");

    @Test
    void itsTableHasEveryPropertyOfTheGeneratedMetadataWithItsDefault() throws IOException {
        Map<String, String> table = new TreeMap<>();
        Matcher rows = PROPERTY.matcher(readme());
        while (rows.find()) {
            table.put(rows.group(1), Objects.requireNonNullElse(rows.group(2), ""));
        }

        assertThat(table).isNotEmpty().isEqualTo(declaredProperties());
    }

    @Test
    void everyTestThatItNamesExists() throws IOException {
        Set<String> named =
                TEST.matcher(readme()).results().map(test -> test.group(1)).collect(Collectors.toSet());

        assertThat(named).isNotEmpty();
        assertThat(testsOfTheProject()).containsAll(named);
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static Map<String, String> declaredProperties() throws IOException {
        Map<String, String> declared = new TreeMap<>();
        for (URL metadata : Collections.list(
                ReadmeTests.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream json = metadata.openStream()) {
                JsonMapper.shared()
                        .readTree(json)
                        .path("properties")
                        .valueStream()
                        .filter(property -> name(property).startsWith("pipeline."))
                        .forEach(property -> declared.put(
                                name(property), property.path("defaultValue").asString()));
            }
        }
        return declared;
    }

    private static String name(JsonNode property) {
        return property.path("name").stringValue();
    }

    private static Set<String> testsOfTheProject() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith("Tests.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
