package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything except prose is the same in both languages. */
class IndonesianPagesTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```\\w*\n(.*?)^```$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+(?= )");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\|([^|]*)\\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** Each page in Indonesian, with the English page it translates. */
    static Stream<Map.Entry<Path, Path>> pages() throws IOException {
        Map<Path, Path> pages = new TreeMap<>();
        pages.put(ROOT.resolve("README.id.md"), ROOT.resolve("README.md"));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/id"))) {
            files.forEach(page -> pages.put(page, ROOT.resolve("docs").resolve(page.getFileName())));
        }
        return pages.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void haveTheSameHeadings(Map.Entry<Path, Path> page) throws IOException {
        assertThat(headings(page.getKey())).isNotEmpty().isEqualTo(headings(page.getValue()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void haveTheSameCommandsWithTheSameOutput(Map.Entry<Path, Path> page) throws IOException {
        assertThat(examples(page.getKey())).isEqualTo(examples(page.getValue()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void haveTheSameKeysInTheirTables(Map.Entry<Path, Path> page) throws IOException {
        assertThat(keys(page.getKey())).isNotEmpty().isEqualTo(keys(page.getValue()));
    }

    /** The heading levels, in order; the words are translated. */
    private static List<String> headings(Path page) throws IOException {
        String prose = CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
        return HEADING.matcher(prose).results().map(MatchResult::group).toList();
    }

    /** Commands and their output. */
    private static List<String> examples(Path page) throws IOException {
        return CODE_BLOCK
                .matcher(Files.readString(page))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The code in the first column. */
    private static List<String> keys(Path page) throws IOException {
        return FIRST_CELL
                .matcher(Files.readString(page))
                .results()
                .flatMap(cell -> CODE.matcher(cell.group(1)).results())
                .map(code -> code.group(1))
                .toList();
    }
}
