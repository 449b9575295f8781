package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTests {

    private static final Path ROOT = Path.of("..");
    private static final int LONGEST_LINE = 120;
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z]+Tests)(?:[.](\\w+))?`");
    private static final Pattern CHECK = Pattern.compile("`([.]ci/checks/[a-z-]+[.]sh)`");

    @Test
    void itsProseFitsInto120Columns() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path page : documents()) {
            boolean code = false;
            int number = 0;
            for (String line : Files.readAllLines(page)) {
                number++;
                code ^= line.startsWith("```");
                if (!code && !line.startsWith("|") && line.length() > LONGEST_LINE) {
                    tooLong.add(page + ":" + number);
                }
            }
        }

        assertThat(tooLong).isEmpty();
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

    @Test
    void everyLinkLeadsToAFileAndItsHeading() throws IOException {
        for (Path document : documents()) {
            String prose = CODE_BLOCK.matcher(Files.readString(document)).replaceAll("");
            for (MatchResult link : LINK.matcher(prose).results().toList()) {
                Path target = link.group(1).isEmpty()
                        ? document
                        : document.resolveSibling(link.group(1)).normalize();
                assertThat(target).as(document + " " + link.group()).exists();
                if (link.group(2) != null) {
                    assertThat(anchorsOf(target))
                            .as(document + " " + link.group())
                            .contains(link.group(2));
                }
            }
        }
    }

    /** The anchors that GitHub generates for headings. */
    private static List<String> anchorsOf(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    /** The pages in the root and in docs, in both languages. */
    private static List<Path> documents() throws IOException {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(root, pages)
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
                // Several modules may have a class of the same name.
                tests.merge(
                        name.substring(0, name.length() - ".java".length()), Files.readString(file), String::concat);
            }
        }
        return tests;
    }
}
