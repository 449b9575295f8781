package io.orderpipeline.broker.inbox.file;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.commit.GroupCommit;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.LetterCount;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.inbox.LetterPage;
import io.orderpipeline.broker.journal.FilesLeftBehind;
import io.orderpipeline.broker.journal.FolderUnusableException;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalException;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalInspection;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.MembersCursor;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.journal.RecoveredJournal;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Dead letters in dead_letters.json, one record per change; memory holds only their positions. Thread-safe. */
public final class FileDeadLetters implements DeadLetters, AutoCloseable {

    /** The file's name in the folder of the notification service. */
    public static final String FILE = "dead_letters.json";

    private static final CompletionStage<Boolean> OPEN = CompletableFuture.completedStage(true);
    private static final CompletionStage<Boolean> NOT_OPEN = CompletableFuture.completedStage(false);

    private final LetterIndex letters;
    private final LetterReader reader;
    private final Journal journal;
    private final GroupCommit<PendingEntry<DeadLetterChange>> commits;

    private FileDeadLetters(
            LetterIndex letters, LetterReader reader, Journal journal, Consumer<RuntimeException> onFailure) {
        this.letters = letters;
        this.reader = reader;
        this.journal = journal;
        this.commits = GroupCommit.start(
                "dead-letters-commit",
                GroupCommit.Limits.USUAL,
                PendingEntry::bytes,
                new InboxCommit<>(journal, letters, onFailure),
                onFailure);
    }

    /**
     * Recovers the file and starts accepting changes.
     *
     * @param onFailure called by the committing thread when the disk has failed and the process must end
     * @throws JournalException when the file cannot be used as it is
     */
    public static FileDeadLetters open(JournalFolder folder, Consumer<RuntimeException> onFailure) {
        LetterIndex letters = new LetterIndex();
        RecoveredJournal recovered =
                folder.scan(FILE, Origin.START, into(letters)).recover(0);
        recovered.report().log();
        return new FileDeadLetters(letters, new LetterReader(folder.view()), recovered.journal(), onFailure);
    }

    /**
     * Fails the start of a service that keeps its letters in a database if this file has an open letter.
     *
     * @param notifications the folder of the notification service
     * @throws FolderUnusableException naming the file
     */
    public static void refuseLeftBehind(Path notifications) {
        FilesLeftBehind.refuse(notifications, FILE, "open dead letters", FileDeadLetters::hasOpen);
    }

    private static boolean hasOpen(FolderView folder) {
        LetterIndex letters = new LetterIndex();
        JournalInspection file = folder.inspect(FILE, Origin.START, 0, into(letters));
        return !file.isUsable() || letters.counts().stream().anyMatch(count -> count.state() == DeadLetterState.DEAD);
    }

    private static RecordVisitor into(LetterIndex letters) {
        return (seq, position, bytes, from, to) ->
                letters.remember(DeadLetterCodec.decode(MembersCursor.asObject(bytes, from, to)), position);
    }

    /** For read-only checks: rejects a file of another kind by its first record. */
    public static RecordVisitor check() {
        return (seq, position, bytes, from, to) -> {
            if (seq == 1) {
                DeadLetterCodec.decode(MembersCursor.asObject(bytes, from, to));
            }
        };
    }

    /** The change in a record of the file. */
    public static DeadLetterChange changeOf(JournalRecord record) {
        return DeadLetterCodec.decode(record.json());
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
        return read(() -> letters.find(id).map(reader::read));
    }

    @Override
    public CompletionStage<LetterPage> page(LetterFilter filter, long after, int limit) {
        LetterIndex.Page page = letters.page(filter, after, limit);
        return read(
                () -> new LetterPage(page.letters().stream().map(reader::read).toList(), page.next()));
    }

    @Override
    public CompletionStage<List<LetterCount>> counts() {
        return CompletableFuture.completedStage(letters.counts());
    }

    @Override
    public CompletionStage<Boolean> isOpenFor(Event event) {
        return letters.isOpenFor(event) ? OPEN : NOT_OPEN;
    }

    private static <T> CompletionStage<T> read(Supplier<T> reading) {
        try {
            return CompletableFuture.completedStage(reading.get());
        } catch (JournalException | UncheckedIOException e) {
            return CompletableFuture.failedStage(new Outage("cannot read dead letters: " + e.getMessage()));
        }
    }

    /** Records everything queued, then closes the file so that the next start has nothing to repair. */
    @Override
    public void close() {
        commits.close();
        journal.close();
    }
}
