package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.orders.storage.BatchCheck;
import io.orderpipeline.orders.storage.Verdict;
import io.orderpipeline.postgres.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One attempt to commit a batch, and how far it got. Not thread-safe. */
final class CommitAttempt implements Work<Boolean> {

    private final List<PendingOrder> batch;

    private List<Verdict> verdicts = List.of();
    private List<PendingOrder> accepted = List.of();
    private long firstSeq;

    CommitAttempt(List<PendingOrder> batch) {
        this.batch = batch;
    }

    /** Judges the orders under the commit lock and inserts the accepted ones. Returns whether there are any. */
    @Override
    public Boolean on(Connection connection) throws SQLException {
        LookedUpIds stored = CommitSql.lockAndLookUp(connection, batch);
        BatchCheck<PendingOrder, String> check = new BatchCheck<>(stored);
        verdicts = batch.stream().map(check::judge).toList();
        accepted = check.accepted();
        firstSeq = stored.lastSeq() + 1;
        if (accepted.isEmpty()) {
            // Nothing to commit: the lock is released without a disk write.
            connection.rollback();
            return false;
        }
        CommitSql.insert(connection, firstSeq, accepted);
        return true;
    }

    /** Whether the accepted orders are stored. Asked on another connection, after the attempt's own broke during the commit. */
    boolean isStored(Connection connection) throws SQLException {
        return CommitSql.isStored(connection, firstSeq, accepted);
    }

    /** How many orders it accepted. */
    int accepted() {
        return accepted.size();
    }

    /** The verdicts; empty when the attempt did not get that far. */
    List<Verdict> verdicts() {
        return verdicts;
    }
}
