package io.orderpipeline.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FilesLeftBehindTests {

    private static final String NAME = "orders.json";

    @TempDir
    Path temp;

    @Test
    void refusesUnfinishedRecords() throws IOException {
        holdARecord();
        assertThatThrownBy(() -> refuse(true))
                .isInstanceOf(FolderUnusableException.class)
                .hasMessageContaining("cannot start beside " + temp.resolve(NAME) + ": it holds records that wait");
    }

    @Test
    void warnsAboutFinishedRecords(CapturedOutput output) throws IOException {
        holdARecord();
        refuse(false);
        assertThat(output).containsOnlyOnce("files.left_behind file=" + temp.resolve(NAME));
    }

    @Test
    void ignoresFilesWithoutRecords(CapturedOutput output) throws IOException {
        FilesLeftBehind.refuse(temp.resolve("missing"), NAME, "records that wait", view -> true);
        refuse(true);
        Files.writeString(temp.resolve(NAME), "[\n]");
        refuse(true);
        assertThat(output).doesNotContain("files.left_behind");
    }

    @Test
    void refusesAfterAnInterruptedImportUntilItIsComplete(CapturedOutput output) throws IOException {
        holdARecord();
        try (JournalFolder folder = JournalFolder.open(temp)) {
            folder.retire("an import was broken off");
            assertThatThrownBy(() -> refuse(false))
                    .isInstanceOf(FolderUnusableException.class)
                    .hasMessageContaining("cannot start beside " + temp + ": an import was broken off");
            folder.retire(JournalFolder.IMPORTED + "a database");
            refuse(true);
        }
        assertThat(output).doesNotContain("files.left_behind");
    }

    /** Or bytes that may have been one. */
    private void holdARecord() throws IOException {
        Files.writeString(temp.resolve(NAME), "[\n{\"torn\":");
    }

    private void refuse(boolean isWaiting) {
        FilesLeftBehind.refuse(temp, NAME, "records that wait", view -> isWaiting);
    }
}
