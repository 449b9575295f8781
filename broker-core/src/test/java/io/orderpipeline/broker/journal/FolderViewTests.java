package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FolderViewTests {

    private static final Path FOLDER = Path.of("/data");
    private static final String NAME = "orders.json";
    private static final Path FILE = FOLDER.resolve(NAME);

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final FolderView view = disk.folder(FOLDER).view();

    @Test
    void knowsWhetherAFileHasRecordsAfterASeq() {
        assertThat(view.holdsRecordsAfter(0, NAME)).as("a missing file").isFalse();
        disk.put(FILE, HandWrittenJournal.ofBatches(3).bytes());

        assertThat(view.holdsRecordsAfter(2, NAME)).isTrue();
        assertThat(view.holdsRecordsAfter(3, NAME)).isFalse();
    }

    @Test
    void expectsARecordWhereAFileIsDamaged() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1, 1, 1);
        byte[] bytes = journal.bytes();
        bytes[journal.start(2) + 30] ^= 1;
        disk.put(FILE, bytes);

        assertThat(view.holdsRecordsAfter(1, NAME)).isTrue();
    }

    @Test
    void readsNoFileThatIsTooLong() throws IOException {
        disk.put(FILE, "{}".getBytes(UTF_8));

        assertThat(view.read(NAME, 2)).isEqualTo("{}".getBytes(UTF_8));
        assertThatThrownBy(() -> view.read(NAME, 1))
                .isInstanceOf(IOException.class)
                .hasMessage("it has 2 bytes; the limit is 1");
    }
}
