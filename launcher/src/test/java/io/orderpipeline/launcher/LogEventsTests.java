package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One dialect for operators: an event as {@code noun.verb} in lower case, then {@code key=value}. */
class LogEventsTests {

    private static final Path ROOT = Path.of("..");

    /** The first argument of a call that logs, where it is a text. */
    private static final Pattern LOGGED =
            Pattern.compile("\\b[lL]og(?:ger)?(?:\\(\\))?\\.(?:trace|debug|info|warn|error)\\(\\s*\"([^\"]*)");

    /** Quotes that the message itself puts around a value: the value could end them and forge a field. */
    private static final String OPEN_QUOTES = "=\\\"{}";

    /** The first word may be filled in, as in {@code {}.outage.started}. */
    private static final Pattern EVENT = Pattern.compile("(?:[a-z_]+|\\{})(?:\\.[a-z_]+(?:\\{})?)+(?: .*)?");

    /** The lines that people are meant to see start with a picture. */
    private static final Pattern FOR_PEOPLE = Pattern.compile("[^\\x00-\\x7f].*");

    private static final List<String> REFUSED_STARTS = List.of("start refused: {}");

    @Test
    void noMessageQuotesAValueWithoutEscapingIt() throws IOException {
        for (Path source : sources()) {
            assertThat(Files.readString(source)).as("%s", source).doesNotContain(OPEN_QUOTES);
        }
    }

    @Test
    void everyEventIsNamedInTheSameDialect() throws IOException {
        List<String> seen = new ArrayList<>();
        for (Path source : sources()) {
            LOGGED.matcher(Files.readString(source))
                    .results()
                    .map(call -> call.group(1))
                    .forEach(seen::add);
        }
        assertThat(seen).hasSizeGreaterThan(80);
        assertThat(seen)
                .filteredOn(text -> !FOR_PEOPLE.matcher(text).matches() && !REFUSED_STARTS.contains(text))
                .allMatch(text -> EVENT.matcher(text).matches());
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/"))
                    .filter(file ->
                            !file.startsWith(ROOT.resolve("tools")) && !file.startsWith(ROOT.resolve("benchmarks")))
                    .toList();
        }
    }
}
