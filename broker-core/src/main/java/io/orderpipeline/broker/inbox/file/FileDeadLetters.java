package io.orderpipeline.broker.inbox.file;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.commit.GroupCommit;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.MembersCursor;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.journal.RecoveredJournal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Dead letters in dead_letters.json, a record for each change. Thread-safe. */
public final class FileDeadLetters implements DeadLetters, AutoCloseable {

    /** The file's name in the folder of the notification service. */
    public static final String FILE = "dead_letters.json";

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
                        (seq, position, bytes, from, to) ->
                                letters.remember(DeadLetterCodec.decode(MembersCursor.asObject(bytes, from, to))))
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
    public Optional<DeadLetter> find(String id) {
        return letters.find(id);
    }

    @Override
    public boolean isEmpty() {
        return letters.isEmpty();
    }

    @Override
    public List<DeadLetter> all() {
        return letters.all();
    }

    /** Records what waits, and leaves a file that needs no repair. */
    @Override
    public void close() {
        commits.close();
        journal.close();
    }
}
