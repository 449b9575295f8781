package io.orderpipeline.tools.edited;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EditTests {

    private static final Path ROOT = Path.of("..");

    /** Finds a source that has changed since, without a run of several minutes. */
    @ParameterizedTest
    @MethodSource("edits")
    void findsItsTextInTheSource(Edit edit) throws IOException {
        assertThat(Files.readString(edit.source(ROOT))).contains(edit.from());
    }

    static Stream<Edit> edits() {
        return Stream.concat(
                BrokenVariants.all().stream().flatMap(variant -> variant.edits().stream()), ClockShift.of(1).stream());
    }
}
