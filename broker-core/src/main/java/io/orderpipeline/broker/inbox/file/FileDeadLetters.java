package io.orderpipeline.broker.inbox.file;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.commit.GroupCommit;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.LetterCount;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.inbox.LetterPage;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.MembersCursor;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.journal.RecoveredJournal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Dead letters in dead_letters.json, a record for each change. Thread-safe. */
public final class FileDeadLetters implements DeadLetters, AutoCloseable {

    /** The file's name in the folder of the notification service. */
    public static final String FILE = "dead_letters.json";

    private static final CompletionStage<Boolean> OPEN = CompletableFuture.completedStage(true);
    private static final CompletionStage<Boolean> NOT_OPEN = CompletableFuture.completedStage(false);

    private final LetterBox letters;
    private final Journal journal;
    private final GroupCommit<PendingEntry<DeadLetterChange>> commits;

    private FileDeadLetters(LetterBox letters, Journal journal, Consumer<RuntimeException> onFailure) {
        this.letters = letters;
        this.journal = journal;
        this.commits = GroupCommit.start(
                "dead-letters-commit",
                GroupCommit.Limits.USUAL,
                PendingEntry::bytes,
                new InboxCommit<>(journal, letters, onFailure),
                onFailure);
    }

    /**
     * Recovers the file and starts to take letters.
     *
     * @param onFailure is told, by the committing thread, when the disk failed and the process has to end
     * @throws io.orderpipeline.broker.journal.JournalException when the file cannot be used as it is
     */
    public static FileDeadLetters open(JournalFolder folder, Consumer<RuntimeException> onFailure) {
        LetterBox letters = new LetterBox();
        RecoveredJournal recovered = folder.scan(
                        FILE,
                        Origin.START,
                        (seq, position, bytes, from, to) -> letters.remember(
                                DeadLetterCodec.decode(MembersCursor.asObject(bytes, from, to)), position))
                .recover(0);
        recovered.report().log();
        return new FileDeadLetters(letters, recovered.journal(), onFailure);
    }

    /** For those who only look at the file: refuses one of another kind, which its first record gives away. */
    public static RecordVisitor check() {
        return (seq, position, bytes, from, to) -> {
            if (seq == 1) {
                DeadLetterCodec.decode(MembersCursor.asObject(bytes, from, to));
            }
        };
    }

    @Override
    public CompletionStage<Void> record(DeadLetterChange change) {
        PendingEntry<DeadLetterChange> pending = PendingEntry.of(change, DeadLetterCodec.members(change));
        if (!commits.offer(pending)) {
            pending.durable().completeExceptionally(new Outage("too many dead letters are waiting to be recorded"));
        }
        return pending.durable();
    }

    @Override
    public CompletionStage<Optional<DeadLetter>> find(String id) {
        return CompletableFuture.completedStage(letters.find(id));
    }

    @Override
    public CompletionStage<LetterPage> page(LetterFilter filter, long after, int limit) {
        return CompletableFuture.completedStage(letters.page(filter, after, limit));
    }

    @Override
    public CompletionStage<List<LetterCount>> counts() {
        return CompletableFuture.completedStage(letters.counts());
    }

    @Override
    public CompletionStage<Boolean> isOpenFor(Event event) {
        return letters.isOpenFor(event) ? OPEN : NOT_OPEN;
    }

    /** Records what waits, and leaves a file that needs no repair. */
    @Override
    public void close() {
        commits.close();
        journal.close();
    }
}
