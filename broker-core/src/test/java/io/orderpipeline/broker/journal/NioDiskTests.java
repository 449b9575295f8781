package io.orderpipeline.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NioDiskTests {

    private final NioDisk disk = new NioDisk();

    @TempDir
    Path temp;

    @Test
    void tellsWhetherANameIsTaken() throws IOException {
        Files.createFile(temp.resolve("file"));
        Files.createSymbolicLink(temp.resolve("link"), temp.resolve("nowhere"));

        assertThat(disk.exists(temp.resolve("file"))).isTrue();
        assertThat(disk.exists(temp.resolve("link"))).isTrue();
        assertThat(disk.exists(temp.resolve("nothing"))).isFalse();
    }

    @Test
    void takesNoFileForMissingThatItCannotLookAt() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));

        for (Path unknown : new Path[] {temp.resolve("x".repeat(300)), file.resolve("orders.json")}) {
            assertThatThrownBy(() -> disk.exists(unknown)).isInstanceOf(FileSystemException.class);
        }
    }
}
