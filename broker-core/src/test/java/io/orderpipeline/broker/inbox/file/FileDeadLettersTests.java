package io.orderpipeline.broker.inbox.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.DeadLetterChange.Discarded;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.DeadLettersContractTests;
import io.orderpipeline.broker.inbox.Failure;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.journal.FolderUnusableException;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FileDeadLettersTests extends DeadLettersContractTests {

    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private @Nullable InboxFolder open;

    @Override
    protected DeadLetters open() {
        close();
        open = InboxFolder.open(temp, InstantSource.system());
        return open.deadLetters();
    }

    @Test
    void isNotLeftBehindForADatabaseWhileALetterIsOpen() {
        Died died = died(new UnknownEvent("a", "of a later release"));
        assertThat(open().record(died)).succeedsWithin(STORE_TIMEOUT);
        close();
        assertThatThrownBy(() -> FileDeadLetters.refuseLeftBehind(temp))
                .isInstanceOf(FolderUnusableException.class)
                .hasMessageContaining("dead_letters.json: it holds open dead letters");
        assertThat(open().record(new Discarded(died.id(), "no such customer", Instant.EPOCH)))
                .succeedsWithin(STORE_TIMEOUT);
        close();
        FileDeadLetters.refuseLeftBehind(temp);
    }

    /** Text consisting of quotes doubles in JSON. The disk is fine, so the store stays usable and the rest of the batch succeeds. */
    @Test
    void refusesALetterTooLargeForARecordAndStaysUsable() {
        DeadLetters letters = open();
        Died tooLarge = died(new UnknownEvent("\"".repeat(9 << 20), "of a later release"));
        Died other = died(new UnknownEvent("\"".repeat(8_000_000), "of a later release"));
        CompletionStage<Void> refused = letters.record(tooLarge);

        assertThat(letters.record(other)).succeedsWithin(STORE_TIMEOUT);
        assertThat(refused)
                .failsWithin(STORE_TIMEOUT)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalArgumentException.class)
                .withMessageContaining("a record must have 1 to 16777088 bytes, not 18");
        assertThat(all(letters)).extracting(DeadLetter::id).containsExactly(other.id());
        assertThat(all(open())).extracting(DeadLetter::event).containsExactly(other.event());
    }

    @Test
    void isInAnOutageWhileItsFileCannotBeRead() throws IOException {
        DeadLetters letters = open();
        Died died = died(new UnknownEvent("1", "of a later release"));
        letters.record(died).toCompletableFuture().join();
        Path file = temp.resolve(FileDeadLetters.FILE);
        Files.move(file, temp.resolve("aside"));
        assertThat(letters.find(died.id()))
                .failsWithin(STORE_TIMEOUT)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Outage.class);
        Files.move(temp.resolve("aside"), file);
        assertThat(letters.find(died.id())).succeedsWithin(STORE_TIMEOUT);
    }

    @Test
    void isInAnOutageOnceItIsClosed() {
        DeadLetters letters = open();
        close();
        assertThat(letters.record(died(new UnknownEvent("1", "unknown"))))
                .failsWithin(STORE_TIMEOUT)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Outage.class)
                .withMessage("too many dead letters are waiting to be recorded");
    }

    @Test
    void closesEveryFileThatItOpened() {
        SimulatedDisk disk = new SimulatedDisk(1);
        FileDeadLetters letters = FileDeadLetters.open(disk.folder(Path.of("/data")), failure -> fail(failure));
        Died died = died(new UnknownEvent("1", "unknown"));
        assertThat(letters.record(died)).succeedsWithin(STORE_TIMEOUT);
        assertThat(letters.find(died.id())).succeedsWithin(STORE_TIMEOUT);
        letters.close();
        assertThat(disk.openFiles()).isZero();
    }

    @Test
    void readsTheChangeOfARecord() {
        Died died = died(new UnknownEvent("1", "unknown"));
        open().record(died).toCompletableFuture().join();
        try (JournalReader reader =
                FolderView.of(temp).open(FileDeadLetters.FILE).orElseThrow()) {
            assertThat(FileDeadLetters.changeOf(requireNonNull(reader.next()))).isEqualTo(died);
        }
    }

    @Test
    void saysAtItsStartHowItFoundItsFile(CapturedOutput output) {
        open();
        assertThat(output).contains("journal.opened file=dead_letters.json records=0");
    }

    private static List<DeadLetter> all(DeadLetters letters) {
        return letters.page(LetterFilter.ALL, 0, 100)
                .toCompletableFuture()
                .join()
                .letters();
    }

    private static Died died(Event event) {
        return new Died(event, new Failure("unknown-event", "x".repeat(1_000_000), 1, Instant.EPOCH, Instant.EPOCH));
    }

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
    }
}
