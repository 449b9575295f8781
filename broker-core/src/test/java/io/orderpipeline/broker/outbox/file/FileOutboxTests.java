package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.journal.JournalFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileOutboxTests {

    @TempDir
    private Path directory;

    @Test
    void hasNoLastSeqBeforeTheFileExists() {
        try (JournalFolder folder = JournalFolder.open(directory)) {
            assertThat(new FileOutbox(folder.view()).lastSeq()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 30_000, 300_000})
    void knowsItsLastSeqWhateverTheSizeOfItsEntries(int bytes) {
        byte[] event = "\"type\":\"%s\"".formatted("x".repeat(bytes)).getBytes(UTF_8);
        try (JournalFolder folder = JournalFolder.open(directory);
                OutboxWriter writer = OutboxWriter.recover(OutboxWriter.scan(folder))) {
            FileOutbox outbox = new FileOutbox(folder.view());
            assertThat(outbox.lastSeq()).isZero();

            for (int seq = 1; seq <= 10; seq++) {
                writer.append(List.of(event));
                assertThat(outbox.lastSeq()).isEqualTo(seq);
            }
        }
    }
}
