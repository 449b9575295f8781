package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSourceTests {

    private static final Path FILE = Path.of("/data/file");

    private final SimulatedDisk disk = new SimulatedDisk(1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void givesEveryLineWhateverTheBuffer(int buffer) throws IOException {
        assertThat(lines(source("a\n\nbcd\n" + "e".repeat(100) + "\nrest", buffer)))
                .containsExactly("a", "", "bcd", "e".repeat(100));
    }

    @Test
    void mistakesNoOtherByteForALineBreak() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] alike = {'\n' - 1, '\n', '\n' + 1, (byte) ('\n' + 0x80), 0, (byte) 0xff, 1, (byte) 0x80};
        byte[] bytes = new byte[5_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = alike[random.nextInt(alike.length)];
        }
        bytes[bytes.length - 1] = '\n';
        disk.put(FILE, bytes);
        LineSource source = new LineSource(disk.open(FILE, Disk.Access.READ), 0, 64);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                assertThat(source.next()).as("seed %d", seed).isTrue();
                assertThat(source.nextPosition()).as("seed %d", seed).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void knowsThePositionsOfLines() throws IOException {
        LineSource source = source("a\nbcd\ne", 4);
        source.next();
        source.next();

        assertThat(source.position()).isEqualTo(2);
        assertThat(source.nextPosition()).isEqualTo(6);
        assertThat(source.next()).isFalse();
        assertThat(source.nextPosition()).isEqualTo(6);
    }

    @Test
    void findsALineThatGrewWhileItLooked() throws IOException {
        LineSource source = source("a\nb", 16);
        assertThat(lines(source)).containsExactly("a");

        disk.put(FILE, "a\nbc\nd".getBytes(UTF_8));

        assertThat(lines(source)).containsExactly("bc");
    }

    @Test
    void continuesAtTheGivenPosition() throws IOException {
        LineSource source = source("a\nbcd\ne\n", 16);
        source.next();
        source.seek(3);

        assertThat(lines(source)).containsExactly("cd", "e");
    }

    @Test
    void givesUpOnARunWithoutALineBreakAndStaysBeforeIt() throws IOException {
        byte[] bytes = new byte[LineSource.MAX_LINE + 100];
        bytes[0] = '\n';
        bytes[bytes.length - 1] = '\n';
        disk.put(FILE, bytes);
        LineSource source = new LineSource(disk.open(FILE, Disk.Access.READ), 0, 1 << 20);

        assertThat(lines(source)).containsExactly("");
        assertThat(source.nextPosition()).isEqualTo(1);
    }

    @Test
    void rereadsAnEndThatWasRewritten() throws IOException {
        LineSource source = source("a\nbcdefghijkl", 16);
        assertThat(lines(source)).containsExactly("a");

        disk.put(FILE, "a\nxyz\n".getBytes(UTF_8));

        assertThat(lines(source)).containsExactly("xyz");
    }

    private LineSource source(String content, int buffer) throws IOException {
        disk.put(FILE, content.getBytes(UTF_8));
        return new LineSource(disk.open(FILE, Disk.Access.READ), 0, buffer);
    }

    private static List<String> lines(LineSource source) throws IOException {
        List<String> lines = new ArrayList<>();
        while (source.next()) {
            lines.add(new String(source.bytes(), source.from(), source.to() - source.from(), UTF_8));
        }
        return lines;
    }
}
