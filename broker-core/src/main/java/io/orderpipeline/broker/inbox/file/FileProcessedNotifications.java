package io.orderpipeline.broker.inbox.file;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.commit.GroupCommit;
import io.orderpipeline.broker.inbox.Claim;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.MembersCursor;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.journal.RecoveredJournal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Processed notifications in processed_notifications.json. Thread-safe. */
public final class FileProcessedNotifications implements ProcessedNotifications, AutoCloseable {

    /** More than the relay ever has in progress, so that a full queue is never mistaken for a disk outage. */
    private static final int MOST_WAITING = 110_000;

    /** The file's name in the folder of the notification service. */
    public static final String FILE = "processed_notifications.json";

    private final ProcessedIndex index;
    private final InstantSource clock;
    private final Journal journal;
    private final GroupCommit<PendingEntry<NotificationKey>> commits;

    private FileProcessedNotifications(
            ProcessedIndex index, Journal journal, InstantSource clock, Consumer<RuntimeException> onFailure) {
        this.index = index;
        this.clock = clock;
        this.journal = journal;
        this.commits = GroupCommit.start(
                "processed-commit",
                GroupCommit.Limits.USUAL.withQueueOf(MOST_WAITING),
                PendingEntry::bytes,
                new InboxCommit<>(journal, index, onFailure),
                onFailure);
    }

    /**
     * Recovers the file and starts accepting keys.
     *
     * @param clock     for the time at which a notification was processed
     * @param onFailure called by the committing thread when the disk has failed and the process must end
     * @throws io.orderpipeline.broker.journal.JournalException when the file cannot be used as it is
     */
    public static FileProcessedNotifications open(
            JournalFolder folder, InstantSource clock, Consumer<RuntimeException> onFailure) {
        ProcessedIndexLoader loader = new ProcessedIndexLoader();
        RecoveredJournal recovered = folder.scan(FILE, Origin.START, loader).recover(0);
        recovered.report().log();
        return new FileProcessedNotifications(loader.load(), recovered.journal(), clock, onFailure);
    }

    /** For read-only checks: rejects a file of another kind by its first record. */
    public static RecordVisitor check() {
        return (seq, position, bytes, from, to) -> {
            if (seq == 1) {
                NotificationKeyCodec.decode(MembersCursor.asObject(bytes, from, to));
            }
        };
    }

    /** The key in a record of the file. */
    public static NotificationKey keyOf(JournalRecord record) {
        return NotificationKeyCodec.decode(record.json());
    }

    /** Only this process uses the folder, so every key not recorded is due. */
    @Override
    public CompletionStage<Claim> claim(Set<NotificationKey> keys, Duration lasting) {
        Set<NotificationKey> due = keys.stream().noneMatch(index::contains)
                ? keys
                : keys.stream().filter(key -> !index.contains(key)).collect(Collectors.toUnmodifiableSet());
        return CompletableFuture.completedStage(new Claim(due, Set.of(), Duration.ZERO, true));
    }

    @Override
    public CompletionStage<Set<NotificationKey>> processed(Set<NotificationKey> keys) {
        return CompletableFuture.completedStage(
                keys.stream().filter(index::contains).collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public CompletionStage<Void> record(Set<NotificationKey> keys) {
        Instant now = clock.instant();
        PendingEntry<NotificationKey> pending = PendingEntry.of(keys.stream()
                .map(key -> new PendingEntry.Item<>(key, NotificationKeyCodec.members(key, now)))
                .toList());
        if (!commits.offer(pending)) {
            pending.durable().completeExceptionally(new Outage("too many keys are waiting to be recorded"));
        }
        return pending.durable();
    }

    /** Records everything queued, then closes the file so that the next start has nothing to repair. */
    @Override
    public void close() {
        commits.close();
        journal.close();
    }
}
