package io.orderpipeline.broker.inbox.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.broker.inbox.ProcessedNotificationsContractTests;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class FileProcessedNotificationsTests extends ProcessedNotificationsContractTests {

    private static final InstantSource NOON = () -> Instant.parse("2026-11-01T12:00:00.12Z");

    @TempDir
    Path temp;

    private @Nullable InboxFolder open;

    @Override
    protected ProcessedNotifications open() {
        close();
        open = InboxFolder.open(temp.resolve("notifications"), NOON);
        return open.processed();
    }

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
    }

    @Test
    void confirmsNoKeyTooLargeForARecord() {
        NotificationKey tooLarge = new NotificationKey("x".repeat(9 << 20), "a");
        NotificationKey other = new NotificationKey("1", "a");
        List<NotificationKey> told = new ArrayList<>();
        try (JournalFolder folder = JournalFolder.open(temp)) {
            SynchronousInbox inbox = SynchronousInbox.recover(folder, failure -> fail(failure));
            inbox.recordKeys(List.of(tooLarge, tooLarge, other), told::add);
            inbox.close();
        }
        assertThat(told).containsExactly(other);
    }

    @Test
    void writesEachKeyOnceInAFormForPeople() throws IOException {
        ProcessedNotifications processed = open();
        NotificationKey key = new NotificationKey("123", "itemA");
        processed.record(Set.of(key)).toCompletableFuture().join();
        processed.record(Set.of(key)).toCompletableFuture().join();
        JsonNode file = JsonMapper.shared()
                .readTree(Files.readAllBytes(temp.resolve("notifications/processed_notifications.json")));
        assertThat(file).hasSize(1);
        assertThat(file.get(0).get("key").asString()).isEqualTo("123::itemA");
        assertThat(file.get(0).get("processedAt").asString()).isEqualTo("2026-11-01T12:00:00.120Z");
    }

    @Test
    void isInAnOutageOnceItIsClosed() {
        ProcessedNotifications processed = open();
        close();
        assertThat(processed.record(Set.of(new NotificationKey("1", "a"))))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Outage.class)
                .withMessage("too many keys are waiting to be recorded");
    }

    @Test
    void closesItsFile() {
        SimulatedDisk disk = new SimulatedDisk(1);
        FileProcessedNotifications processed =
                FileProcessedNotifications.open(disk.folder(Path.of("/data")), NOON, failure -> fail(failure));
        assertThat(processed.record(Set.of(new NotificationKey("1", "a")))).succeedsWithin(Duration.ofSeconds(20));
        processed.close();
        assertThat(disk.openFiles()).isZero();
    }

    @Test
    void readsTheKeyOfARecord() {
        NotificationKey key = new NotificationKey("123", "itemA");
        open().record(Set.of(key)).toCompletableFuture().join();
        try (JournalReader reader = FolderView.of(temp.resolve("notifications"))
                .open(FileProcessedNotifications.FILE)
                .orElseThrow()) {
            assertThat(FileProcessedNotifications.keyOf(requireNonNull(reader.next())))
                    .isEqualTo(key);
        }
    }

    @Test
    void saysAtItsStartHowItFoundItsFile(CapturedOutput output) {
        open();
        assertThat(output).contains("journal.opened file=processed_notifications.json records=0");
    }

    @Test
    void weighsPendingEntriesByTheBytesOfTheirRecords() {
        assertThat(PendingEntry.of(List.of(
                                new PendingEntry.Item<>("a", new byte[20]), new PendingEntry.Item<>("b", new byte[3])))
                        .bytes())
                .isEqualTo(23);
    }
}
