package io.orderpipeline.orders.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Every file of both folders, including closed and archived segments and the checkpoint. Whichever part of a file is damaged, or if it is
 * missing or replaced by another, everything acknowledged is delivered after the next start, or that start is refused.
 */
class DamagedFoldersTests {

    private static final Logger STORE = (Logger) LoggerFactory.getLogger("io.orderpipeline");
    /** In bytes; coprime to the length of a line. */
    private static final int STEP = Integer.getInteger("step", 37);

    private static final long SEED = seedWithEveryKindOfFile();

    @BeforeAll
    static void silenceTheStore() {
        STORE.setLevel(Level.OFF);
    }

    @AfterAll
    static void letTheStoreSpeak() {
        STORE.setLevel(null);
    }

    static Stream<Path> files() {
        return whole().files().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void losesNothingToAFlippedBit(Path file) {
        byte[] content = whole().content(file);
        for (int at = 0; at < content.length; at += STEP) {
            byte[] damaged = content.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            assertKept(file, damaged, FileDamage.FLIPPED, "bit " + at % 8 + " of byte " + at);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void losesNothingToACut(Path file) {
        byte[] content = whole().content(file);
        for (int length = 0; length < content.length; length += STEP) {
            assertKept(file, Arrays.copyOf(content, length), FileDamage.CUT, "cut after " + length + " bytes");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void losesNothingToARemoval(Path file) {
        assertKept(file, null, FileDamage.REMOVED, "removed");
    }

    @ParameterizedTest
    @MethodSource("files")
    void losesNothingToAnyOtherFileOfThePipelineInItsPlace(Path file) {
        CrashSimulation pipeline = whole();
        for (Path other : pipeline.files()) {
            assertKept(file, pipeline.content(other), FileDamage.EXCHANGED_WITHIN_THE_FOLDER, "replaced by " + other);
        }
    }

    /** The same names and as many records, but other orders. */
    @ParameterizedTest
    @MethodSource("files")
    void losesNothingToTheFileOfAnotherPipelineInItsPlace(Path file) {
        CrashSimulation other = CrashSimulation.ofAnotherPipeline(SEED);
        other.run();
        if (other.files().contains(file)) {
            assertKept(
                    file,
                    other.content(file),
                    FileDamage.EXCHANGED_WITH_ANOTHER_PIPELINE,
                    "replaced by that of another pipeline");
        }
    }

    private static void assertKept(Path file, byte @Nullable [] content, FileDamage damage, String what) {
        assertThat(whole().startWith(file, content, damage))
                .as("%s: %s, seed %d", file, what, SEED)
                .isEmpty();
    }

    private static CrashSimulation whole() {
        CrashSimulation pipeline = CrashSimulation.withoutCrashes(SEED, null);
        assertThat(pipeline.run()).isEmpty();
        return pipeline;
    }

    private static long seedWithEveryKindOfFile() {
        for (long seed = 1; seed < 10_000; seed++) {
            CrashSimulation pipeline = CrashSimulation.withoutCrashes(seed, null);
            pipeline.run();
            List<String> names = pipeline.files().stream().map(Path::toString).toList();
            if (names.stream().anyMatch(name -> name.contains("orders/archive/"))
                    && names.stream().anyMatch(name -> name.contains("orders/outbox-0"))
                    && names.stream().anyMatch(name -> name.endsWith("outbox-checkpoint.json"))) {
                return seed;
            }
        }
        throw new IllegalStateException("no seed leaves every kind of file");
    }
}
