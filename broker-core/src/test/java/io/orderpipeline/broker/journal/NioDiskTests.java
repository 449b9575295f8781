package io.orderpipeline.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
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
    void doesNotReportAnInaccessibleFileAsMissing() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));

        for (Path unknown : new Path[] {temp.resolve("x".repeat(300)), file.resolve("orders.json")}) {
            assertThatThrownBy(() -> disk.exists(unknown)).isInstanceOf(FileSystemException.class);
        }
    }

    @Test
    void doesNotWaitForAPipeInPlaceOfAFolder() throws Exception {
        Path pipe = temp.resolve("pipe");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .as("mkfifo makes pipes here")
                .isZero();

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThatThrownBy(() -> disk.list(pipe))
                .isInstanceOf(NotDirectoryException.class));
    }

    @Test
    void reportsAFileInAMissingFolderAsMissing() throws IOException {
        assertThat(disk.exists(temp.resolve("no/such/file"))).isFalse();
    }

    @Test
    void distinguishesAFileFromALaterOneOfItsName() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        Object identity = disk.identity(file);
        assertThat(disk.identity(file)).isEqualTo(identity);

        disk.move(Files.createFile(temp.resolve("next")), file);

        assertThat(disk.identity(file)).isNotEqualTo(identity);
    }

    @Test
    void createsAFolderWithItsParents() throws IOException {
        disk.createFolder(temp.resolve("a/b/c"));
        disk.createFolder(temp.resolve("a/b/c"));

        assertThat(temp.resolve("a/b/c")).isDirectory();
    }

    @Test
    void readsIntoTheRestOfABuffer() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "abcdefgh");
        byte[] bytes = new byte[9];
        ByteBuffer target = ByteBuffer.wrap(bytes).slice(2, 7).position(3).limit(6);

        try (DiskFile open = disk.open(file, Disk.Access.READ)) {
            assertThat(open.read(target, 4)).isEqualTo(3);
        }

        assertThat(target.position()).isEqualTo(6);
        assertThat(bytes).containsExactly(0, 0, 0, 0, 0, 'e', 'f', 'g', 0);
    }

    @Test
    void leavesNoFolderOpenThatItSynced() throws IOException {
        disk.syncFolder(temp);

        assertThat(OpenHandles.of(temp)).isZero();
    }
}
