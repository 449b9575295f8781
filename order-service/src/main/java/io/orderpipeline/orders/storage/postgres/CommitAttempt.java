package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.postgres.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One try to commit a batch, and how far it came. Not thread-safe. */
final class CommitAttempt implements Work<Boolean> {

    private final List<PendingOrder> batch;

    private List<Verdict> verdicts = List.of();
    private List<PendingOrder> accepted = List.of();
    private long firstSeq;

    CommitAttempt(List<PendingOrder> batch) {
        this.batch = batch;
    }

    /** Judges the orders under the commit lock and inserts those it accepts; whether there are any. */
    @Override
    public Boolean on(Connection connection) throws SQLException {
        StoredIds stored = CommitSql.lockAndLookUp(connection, batch);
        BatchCheck check = new BatchCheck(stored);
        verdicts = batch.stream().map(check::judge).toList();
        accepted = check.accepted();
        firstSeq = stored.lastSeq() + 1;
        if (accepted.isEmpty()) {
            // Nothing to commit: the lock is given back without a write to the disk.
            connection.rollback();
            return false;
        }
        CommitSql.insert(connection, firstSeq, accepted);
        return true;
    }

    /** Whether the orders it accepted are stored, asked on another connection after its own broke at the commit. */
    boolean isStored(Connection connection) throws SQLException {
        return CommitSql.isStored(connection, firstSeq, accepted);
    }

    /** How many orders it accepted. */
    int accepted() {
        return accepted.size();
    }

    /** What it found; empty when it did not come so far. */
    List<Verdict> verdicts() {
        return verdicts;
    }
}
