package io.orderpipeline.broker.inbox.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.DeadLetterChange.Redelivered;
import io.orderpipeline.broker.inbox.Failure;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.journal.Fault;
import io.orderpipeline.broker.journal.FolderUnusableException;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.journal.SimulatedDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the committing thread does with a batch, on a disk that may fail. */
class InboxCommitTests {

    private static final Path FOLDER = Path.of("/data/notifications");
    private static final NotificationKey FIRST = new NotificationKey("1", "a");
    private static final NotificationKey SECOND = new NotificationKey("2", "a");
    private static final NotificationKey ESCAPED = new NotificationKey("\"3\"", "\\");

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final List<RuntimeException> failures = new ArrayList<>();
    private final List<NotificationKey> told = new ArrayList<>();
    private final SynchronousInbox inbox = recover();

    @Test
    void keepsWhatItConfirmedThroughAPowerCut() {
        for (int seed = 0; seed < 20; seed++) {
            SimulatedDisk cut = new SimulatedDisk(seed);
            SynchronousInbox before = SynchronousInbox.recover(cut.folder(FOLDER), failures::add);
            before.recordKeys(List.of(FIRST, ESCAPED), told::add);
            before.recordChanges(List.of(died()), change -> {});
            cut.cutPower();

            SynchronousInbox after = SynchronousInbox.recover(cut.folder(FOLDER), failures::add);

            assertThat(after.contains(FIRST)).as("seed %d", seed).isTrue();
            assertThat(after.contains(ESCAPED)).as("seed %d", seed).isTrue();
            assertThat(after.contains(SECOND)).isFalse();
            assertThat(after.find(died().id())).as("seed %d", seed).contains(DeadLetter.of(List.of(died())));
        }
    }

    @Test
    void confirmsAKeyThatIsRecordedAlreadyWithoutWritingItAgain() {
        inbox.recordKeys(List.of(FIRST, FIRST), told::add);
        inbox.recordKeys(List.of(FIRST), told::add);

        assertThat(told).containsExactly(FIRST, FIRST, FIRST);
        assertThat(disk.content(FOLDER.resolve(FileProcessedNotifications.FILE)))
                .asString()
                .containsOnlyOnce("\"key\":\"1::a\"");
    }

    @Test
    void confirmsNothingWhileTheDiskIsFullAndResumesWhenThereIsRoom() {
        disk.failWith(new Fault(Fault.Kind.ENOSPC, 1, true));
        inbox.recordKeys(List.of(FIRST), told::add);
        disk.failWith(null);
        assertThat(told).isEmpty();
        assertThat(inbox.contains(FIRST)).isFalse();

        inbox.recordKeys(List.of(FIRST), told::add);

        assertThat(told).containsExactly(FIRST);
        assertThat(inbox.contains(FIRST)).isTrue();
        assertThat(failures).isEmpty();
    }

    @Test
    void reportsAFailedDiskOnceAndConfirmsNothingAfterIt() {
        disk.failSyncs(1);
        inbox.recordKeys(List.of(FIRST), told::add);
        disk.failSyncs(0);
        inbox.recordKeys(List.of(SECOND), told::add);

        assertThat(told).isEmpty();
        assertThat(failures).hasSize(1);
        assertThat(inbox.contains(FIRST)).isFalse();
    }

    @Test
    void isInAnOutageWhileTheDiskIsFullAndForEverOnceItHasFailed() {
        disk.failWith(new Fault(Fault.Kind.ENOSPC, 1, true));
        assertOutage(inbox.recordKeys(List.of(FIRST, SECOND), told::add), "cannot record: cannot write");
        disk.failWith(null);
        disk.failSyncs(1);
        assertOutage(inbox.recordKeys(List.of(FIRST), told::add), "cannot record: cannot sync");
        disk.failSyncs(0);
        assertOutage(inbox.recordKeys(List.of(FIRST), told::add), "cannot record: the inbox failed earlier");
    }

    @Test
    void noticesThatItsFileIsGoneAlsoWhenThereIsNothingToWrite() {
        inbox.recordKeys(List.of(FIRST), told::add);
        disk.remove(FOLDER.resolve(FileProcessedNotifications.FILE));
        inbox.recordKeys(List.of(FIRST), told::add);

        assertThat(told).containsExactly(FIRST);
        assertThat(failures).hasSize(1);
    }

    @Test
    void refusesAChangeOfALetterThatDoesNotExist() {
        List<DeadLetterChange> changes = new ArrayList<>();
        Redelivered unknown = new Redelivered("0123456789abcdef", Instant.EPOCH);

        inbox.recordChanges(List.of(unknown, died()), changes::add);

        assertThat(changes).containsExactly(died());
        assertThat(failures).isEmpty();
    }

    @Test
    void recognizesTheFilesOfTheOtherStore() {
        inbox.recordKeys(List.of(FIRST), told::add);
        inbox.recordChanges(List.of(died()), change -> {});
        inbox.close();

        assertThat(isUsable(FileProcessedNotifications.FILE, FileProcessedNotifications.check()))
                .isTrue();
        assertThat(isUsable(FileDeadLetters.FILE, FileDeadLetters.check())).isTrue();
        assertThat(isUsable(FileProcessedNotifications.FILE, FileDeadLetters.check()))
                .isFalse();
        assertThat(isUsable(FileDeadLetters.FILE, FileProcessedNotifications.check()))
                .isFalse();
    }

    @Test
    void refusesToStartWithKeysOfAnotherStore() {
        inbox.recordChanges(List.of(died()), change -> {});
        inbox.close();
        disk.put(FOLDER.resolve(FileProcessedNotifications.FILE), disk.content(FOLDER.resolve(FileDeadLetters.FILE)));

        assertThatThrownBy(this::recover).isInstanceOf(FolderUnusableException.class);
    }

    private static void assertOutage(List<CompletableFuture<Void>> outcomes, String reason) {
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(Outage.class)
                .withMessageContaining(reason));
    }

    private boolean isUsable(String file, RecordVisitor check) {
        return folder().view().inspect(file, Origin.START, 0, check).isUsable();
    }

    private SynchronousInbox recover() {
        return SynchronousInbox.recover(folder(), failures::add);
    }

    private JournalFolder folder() {
        return disk.folder(FOLDER);
    }

    private static Died died() {
        return new Died(
                new UnknownEvent("{}", "no type"), new Failure("unknown-event", "no", 1, Instant.EPOCH, Instant.EPOCH));
    }
}
