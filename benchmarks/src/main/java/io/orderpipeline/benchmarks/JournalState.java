package io.orderpipeline.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderpipeline.broker.commit.GroupCommit;
import io.orderpipeline.broker.commit.GroupCommit.Committer;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecordVisitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A journal with its group commit, open during a measurement. */
@State(Scope.Benchmark)
public class JournalState {

    /** Size of a record in the file, in bytes; about an order of two items. */
    static final int RECORD = 215;

    /** The file that receives the average number of records per sync. */
    static final String RECORDS_PER_SYNC = "records-per-sync";

    private static final int BOOKKEEPING = 70;
    private static final byte[] MEMBERS = ("\"id\":\"" + "x".repeat(RECORD - BOOKKEEPING) + "\"").getBytes(US_ASCII);

    @Param("")
    String folder = "";

    private @Nullable JournalFolder locked;
    private @Nullable Journal journal;
    private @Nullable GroupCommit<CompletableFuture<Void>> commits;
    private long records;
    private long syncs;

    @Setup
    public void open() throws IOException {
        locked = JournalFolder.open(Files.createTempDirectory(Path.of(folder), "journal"));
        journal = locked.scan("records.json", Origin.START, RecordVisitor.none())
                .recover(0)
                .journal();
        commits = GroupCommit.start(
                "commit", GroupCommit.Limits.USUAL, record -> MEMBERS.length, this::commit, Throwable::printStackTrace);
    }

    CompletableFuture<Void> append() {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        if (!Objects.requireNonNull(commits).offer(durable)) {
            throw new IllegalStateException("too many callers");
        }
        return durable;
    }

    private Committer.Outcome commit(List<CompletableFuture<Void>> batch) {
        if (!batch.isEmpty()) {
            Journal file = Objects.requireNonNull(journal);
            batch.forEach(record -> file.stage(MEMBERS));
            file.write();
            file.force();
            records += batch.size();
            syncs++;
            batch.forEach(record -> record.complete(null));
        }
        return Committer.Outcome.DONE;
    }

    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(commits).close();
        Objects.requireNonNull(journal).close();
        Objects.requireNonNull(locked).close();
        if (syncs > 0) {
            Files.writeString(Path.of(folder).resolve(RECORDS_PER_SYNC), Double.toString((double) records / syncs));
        }
    }
}
