package io.orderpipeline.broker.outbox.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.CheckpointContractTests;
import io.orderpipeline.broker.outbox.CheckpointNotSavedException;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FileCheckpointTests extends CheckpointContractTests {

    private static final Position HANDLED = new Position(42, 0x9a3f01bc);
    private static final Position PUBLISHED = new Position(50, 7);

    private @TempDir Path temp;
    private JournalFolder folder;
    private Path file;

    @BeforeEach
    void openFolder() {
        folder = JournalFolder.open(temp);
        file = temp.resolve(CheckpointFile.IN_PROCESS);
    }

    @AfterEach
    void closeFolder() {
        folder.close();
    }

    @Override
    protected Checkpoint reopened() {
        return FileCheckpoint.inProcess(folder);
    }

    @Test
    void hasTheDocumentedForm() {
        lease().save(new Position(42, 0x9a3f01bc));
        assertThat(file).hasContent("{\"seq\":42,\"mark\":\"9a3f01bc\",\"crc\":\"661ba52e\"}\n");
    }

    @Test
    void noticesEveryFlippedBit() throws IOException {
        lease().save(new Position(42, 0x9a3f01bc));
        byte[] saved = Files.readAllBytes(file);
        for (int bit = 0; bit < (saved.length - 1) * 8; bit++) {
            byte[] flipped = saved.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            assertThatThrownBy(() -> lease().start())
                    .as("bit %d", bit)
                    .isInstanceOf(CheckpointUnreadableException.class);
        }
    }

    @Test
    void noticesEveryCut() throws IOException {
        lease().save(new Position(42, 0x9a3f01bc));
        byte[] saved = Files.readAllBytes(file);
        for (int length = 1; length < saved.length - 1; length++) {
            Files.write(file, Arrays.copyOf(saved, length));
            assertThatThrownBy(() -> lease().start())
                    .as("%d bytes", length)
                    .isInstanceOf(CheckpointUnreadableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"seq\":42}", "{\"seq\":\u0664\u0662}", "null", "[]"})
    void treatsUnprovenContentAsUnreadable(String content) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(() -> lease().start())
                .isInstanceOf(CheckpointUnreadableException.class)
                .hasMessageContaining(content);
    }

    /** A sparse file, which takes no space on disk but more memory than a JVM has. */
    @Test
    void treatsAHugeFileAsUnreadableWithoutReadingIt() throws IOException {
        try (FileChannel huge = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            huge.write(ByteBuffer.wrap(new byte[1]), 1L << 40);
        }
        assertThatThrownBy(() -> lease().start())
                .isInstanceOf(CheckpointUnreadableException.class)
                .hasMessageContaining("it has 1099511627777 bytes");
    }

    @Test
    void quotesNoMoreThanTheBeginningOfWhatItCannotRead() throws IOException {
        Files.writeString(file, "{\"seq\":1}\n".repeat(200));
        assertThatThrownBy(() -> lease().start())
                .isInstanceOf(CheckpointUnreadableException.class)
                .satisfies(problem -> assertThat(problem.getMessage()).hasSizeLessThan(600));
    }

    @Test
    void saysWhenItCannotBeSaved() throws IOException {
        Files.createDirectory(file);
        assertThatThrownBy(() -> lease().save(new Position(1, 1))).isInstanceOf(CheckpointNotSavedException.class);
    }

    @Test
    void startsForABrokerWhereAllWasHandledUntilItHasSavedItself(@TempDir Path other, CapturedOutput output) {
        lease().save(HANDLED);
        try (JournalFolder orders = JournalFolder.open(other)) {
            Checkpoint switched = behind("kafka", orders);
            assertThat(leaseOf(switched).start()).isEqualTo(HANDLED);

            leaseOf(switched).save(PUBLISHED);
            assertThat(leaseOf(switched).start()).isEqualTo(PUBLISHED);
        }
        assertThat(output)
                .containsOnlyOnce("relay.checkpoint.taken_over")
                .contains("relay.checkpoint.taken_over for=outbox-checkpoint-kafka.json seq=42");
    }

    /** An event published to a broker may not be handled yet. */
    @Test
    void takesOverNothingFromABroker(@TempDir Path other) {
        try (JournalFolder orders = JournalFolder.open(other)) {
            leaseOf(behind("kafka", orders)).save(PUBLISHED);
            assertThat(leaseOf(behind("redis", orders)).start()).isEqualTo(Position.START);
            assertThat(lease().start()).isEqualTo(Position.START);

            lease().save(HANDLED);
            assertThat(leaseOf(behind("redis", orders)).start()).isEqualTo(HANDLED);
            assertThat(leaseOf(behind("kafka", orders)).start()).isEqualTo(PUBLISHED);
        }
    }

    @Test
    void knowsTheFilesOfAllBuses(@TempDir Path other) {
        lease().save(HANDLED);
        try (JournalFolder orders = JournalFolder.open(other)) {
            leaseOf(behind("kafka", orders)).save(PUBLISHED);
            assertThat(CheckpointFile.all(orders.view(), folder.view()))
                    .extracting(CheckpointFile::readOwn)
                    .containsExactly(HANDLED, PUBLISHED);
        }
    }

    private Checkpoint behind(String broker, JournalFolder orders) {
        return new FileCheckpoint(orders, CheckpointFile.of(Optional.of(broker), orders.view(), folder.view()));
    }
}
