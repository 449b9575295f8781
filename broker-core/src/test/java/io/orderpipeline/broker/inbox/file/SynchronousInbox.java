package io.orderpipeline.broker.inbox.file;

import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.MembersCursor;
import io.orderpipeline.broker.journal.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The files of the inbox and the code that writes them, without its threads: everything happens in the caller's thread, so that a
 * simulation can crash it at any operation.
 */
public final class SynchronousInbox {

    private final ProcessedIndex processed;
    private final LetterIndex letters = new LetterIndex();
    private final LetterReader reader;
    private final Journal processedJournal;
    private final Journal lettersJournal;
    private final InboxCommit<NotificationKey> processedCommit;
    private final InboxCommit<DeadLetterChange> lettersCommit;

    private SynchronousInbox(JournalFolder folder, Consumer<RuntimeException> onFailure) {
        ProcessedIndexLoader loader = new ProcessedIndexLoader();
        processedJournal = folder.scan(FileProcessedNotifications.FILE, Origin.START, loader)
                .recover(0)
                .journal();
        processed = loader.load();
        reader = new LetterReader(folder.view());
        lettersJournal = folder.scan(
                        FileDeadLetters.FILE,
                        Origin.START,
                        (seq, position, bytes, from, to) -> letters.remember(
                                DeadLetterCodec.decode(MembersCursor.asObject(bytes, from, to)), position))
                .recover(0)
                .journal();
        processedCommit = new InboxCommit<>(processedJournal, processed, onFailure);
        lettersCommit = new InboxCommit<>(lettersJournal, letters, onFailure);
    }

    /** Recovers both files, as the notification service does when it starts. */
    public static SynchronousInbox recover(JournalFolder folder, Consumer<RuntimeException> onFailure) {
        return new SynchronousInbox(folder, onFailure);
    }

    public boolean contains(NotificationKey key) {
        return processed.contains(key);
    }

    public Optional<DeadLetter> find(String id) {
        return letters.find(id).map(reader::read);
    }

    /**
     * Records keys as one batch.
     *
     * @param acknowledged receives those that were confirmed as durable, even if a crash follows
     * @return the result of each
     */
    public List<CompletableFuture<Void>> recordKeys(
            List<NotificationKey> keys, Consumer<NotificationKey> acknowledged) {
        return commit(processedCommit, keys, key -> NotificationKeyCodec.members(key, Instant.EPOCH), acknowledged);
    }

    /** Records changes as one batch; {@code acknowledged} as above. */
    public void recordChanges(List<DeadLetterChange> changes, Consumer<DeadLetterChange> acknowledged) {
        commit(lettersCommit, changes, DeadLetterCodec::members, acknowledged);
    }

    public void close() {
        processedJournal.close();
        lettersJournal.close();
    }

    private static <T> List<CompletableFuture<Void>> commit(
            InboxCommit<T> commit, List<T> entries, Function<T, byte[]> members, Consumer<T> acknowledged) {
        List<PendingEntry<T>> batch = entries.stream()
                .map(entry -> PendingEntry.of(entry, members.apply(entry)))
                .toList();
        try {
            commit.commit(batch);
        } finally {
            for (PendingEntry<T> pending : batch) {
                if (pending.durable().isDone() && !pending.durable().isCompletedExceptionally()) {
                    pending.items().forEach(item -> acknowledged.accept(item.entry()));
                }
            }
        }
        return batch.stream().map(PendingEntry::durable).toList();
    }
}
