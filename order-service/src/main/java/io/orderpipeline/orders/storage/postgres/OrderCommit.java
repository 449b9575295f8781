package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.commit.GroupCommit.Committer;
import io.orderpipeline.orders.placing.OrdersUnavailableException.Reason;
import io.orderpipeline.orders.storage.CommitStatistics;
import io.orderpipeline.orders.storage.Verdict;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.DatabaseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches of orders, each in one transaction. Every order is answered whatever the database does, and an answer claims no more than
 * is certain.
 *
 * <p>Not thread-safe: used only by the committing thread.
 */
record OrderCommit(Database database, CommitStatistics statistics) implements Committer<PendingOrder> {

    private static final Logger log = LoggerFactory.getLogger(OrderCommit.class);

    /** Connections that broke together, for example in a server restart, are discovered one at a time. */
    private static final int TRIES = 3;

    private static final long RETRY_WITHIN_NANOS = Duration.ofSeconds(1).toNanos();

    /** The client waits while the outcome of a batch is unknown; it gives up after 30 s. */
    private static final long RESOLVE_WITHIN_NANOS = Duration.ofSeconds(10).toNanos();

    private static final long RESOLVE_PAUSE_MILLIS = 200;

    @Override
    public Outcome commit(List<PendingOrder> batch) {
        if (!batch.isEmpty()) {
            commitSoon(batch);
        }
        return Outcome.DONE;
    }

    private void commitSoon(List<PendingOrder> batch) {
        long start = System.nanoTime();
        for (int tries = 1; ; tries++) {
            CommitAttempt attempt = new CommitAttempt(batch);
            try {
                long begin = System.nanoTime();
                if (database.transact(attempt)) {
                    statistics.committed(attempt.accepted(), System.nanoTime() - begin);
                }
                attempt.verdicts().forEach(Verdict::answer);
                return;
            } catch (DatabaseException e) {
                boolean again = e.effect() == DatabaseException.Effect.NONE
                        && tries < TRIES
                        && System.nanoTime() - start < RETRY_WITHIN_NANOS;
                if (!again) {
                    answer(batch, attempt, e);
                    return;
                }
            }
        }
    }

    private void answer(List<PendingOrder> batch, CommitAttempt attempt, DatabaseException failure) {
        switch (failure.effect()) {
            case NONE -> withoutStoring(batch, attempt, Reason.UNAVAILABLE, failure.getMessage());
            case NO_ROOM -> withoutStoring(batch, attempt, Reason.FULL, failure.getMessage());
            case UNKNOWN -> resolve(batch, attempt, failure);
        }
    }

    /** Asks until the outcome is certain or the time is up. */
    private void resolve(List<PendingOrder> batch, CommitAttempt attempt, DatabaseException failure) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < RESOLVE_WITHIN_NANOS) {
            try {
                boolean stored = database.transact(attempt::isStored);
                log.info(
                        "orders.outcome_resolved orders={} stored={} after={}ms cause={}",
                        batch.size(),
                        stored,
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                        LogValue.quoted(failure.getMessage()));
                if (stored) {
                    attempt.verdicts().forEach(Verdict::answer);
                } else {
                    withoutStoring(batch, attempt, Reason.UNAVAILABLE, failure.getMessage());
                }
                return;
            } catch (DatabaseException stillAway) {
                pause();
            }
        }
        log.warn("orders.outcome_unknown orders={} cause={}", batch.size(), LogValue.quoted(failure.getMessage()));
        withoutStoring(batch, attempt, Reason.OUTCOME_UNKNOWN, failure.getMessage());
    }

    /** Refusals that depend only on the database stay true. */
    private static void withoutStoring(List<PendingOrder> batch, CommitAttempt attempt, Reason reason, String message) {
        attempt.verdicts().stream().filter(verdict -> !verdict.needsBatch()).forEach(Verdict::answer);
        // Orders that were already answered keep their answers.
        batch.forEach(pending -> pending.fail(reason, message));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RESOLVE_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            // Only the pipeline uses this thread. An interrupt has no meaning for it and would only break the next
            // connection.
            log.debug("commit.interrupted");
        }
    }
}
