package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReadmeTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern PROPERTY = Pattern.compile("(?m)^\\| `(pipeline\\.[a-z.-]+)` \\|(?: `([^`]*)`)? \\|");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z]+Tests)(?:[.](\\w+))?`");
    private static final Pattern CHECK = Pattern.compile("`([.]ci/checks/[a-z-]+[.]sh)`");

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
    void everyTestAndCheckThatItOrADocumentNamesExists() throws IOException {
        Map<String, String> tests = testsOfTheProject();
        for (Path document : documents()) {
            String text = Files.readString(document);
            TEST.matcher(text).results().forEach(test -> {
                assertThat(tests).as(document.toString()).containsKey(test.group(1));
                assertThat(tests.get(test.group(1)))
                        .as(document + " " + test.group())
                        .contains(test.group(2) == null ? "@" : " void " + test.group(2) + "(");
            });
            CHECK.matcher(text).results().forEach(check -> assertThat(ROOT.resolve(check.group(1)))
                    .as(document.toString())
                    .isRegularFile());
        }
        assertThat(TEST.matcher(readme()).results()).hasSizeGreaterThan(20);
        assertThat(CHECK.matcher(readme()).results()).isNotEmpty();
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

    private static List<Path> documents() throws IOException {
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")), pages)
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
        }
    }

    /** The source of each test class, by its name. */
    private static Map<String, String> testsOfTheProject() throws IOException {
        Map<String, String> tests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Tests.java")).toList()) {
                String name = String.valueOf(file.getFileName());
                // Some classes of one name are in several modules.
                tests.merge(
                        name.substring(0, name.length() - ".java".length()), Files.readString(file), String::concat);
            }
        }
        return tests;
    }
}
