package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.commit.GroupCommit.Committer;
import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.broker.journal.FolderUnusableException;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalDamagedException;
import io.orderpipeline.broker.journal.StorageFullException;
import io.orderpipeline.broker.journal.StorageUnavailableException;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrdersUnavailableException.Reason;
import io.orderpipeline.orders.storage.BatchCheck;
import io.orderpipeline.orders.storage.CommitStatistics;
import io.orderpipeline.orders.storage.Verdict;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches of orders. orders.json is the only commit point: the outbox is a projection of it, written when the orders are already
 * durable, so an answer waits for only one sync. Each batch goes through five calls, always in this order:
 *
 * <pre>
 * write     to orders.json
 * force     it to disk             the commit point
 * publish   to readers and the duplicate check
 * answer    the waiting callers
 * follow    with the outbox, and wake the relay
 * </pre>
 *
 * <p>Not thread-safe: used only by the committing thread.
 */
final class OrderCommit implements Committer<PendingOrder> {

    private static final Logger log = LoggerFactory.getLogger(OrderCommit.class);

    private final Journal orders;
    private final OrderIndex index;
    private final LongFunction<Order> orderAt;
    private final OutboxProjection outbox;
    private final CommitStatistics statistics;
    private final Consumer<RuntimeException> onFailure;

    private boolean unavailable;
    private boolean failed;

    /**
     * @param orderAt   reads an order back from its position in the file
     * @param onFailure called once, when the store can no longer be trusted and the process must end
     */
    OrderCommit(
            Journal orders,
            OrderIndex index,
            LongFunction<Order> orderAt,
            OutboxProjection outbox,
            CommitStatistics statistics,
            Consumer<RuntimeException> onFailure) {
        this.orders = orders;
        this.index = index;
        this.orderAt = orderAt;
        this.outbox = outbox;
        this.statistics = statistics;
        statistics.indexedBy(index::size);
        this.onFailure = onFailure;
    }

    /** Whether the store can no longer be trusted. Call it only after the committing thread has ended. */
    boolean hasFailed() {
        return failed;
    }

    @Override
    public Outcome commit(List<PendingOrder> batch) {
        if (failed) {
            batch.forEach(OrderCommit::refuseAfterFailure);
            return Outcome.DONE;
        }
        try {
            return commitTrusting(batch);
        } catch (RuntimeException e) {
            failed = true;
            batch.forEach(pending -> pending.fail(Reason.OUTCOME_UNKNOWN, "the store failed: " + e.getMessage()));
            onFailure.accept(e);
            return Outcome.DONE;
        }
    }

    private Outcome commitTrusting(List<PendingOrder> batch) {
        BatchCheck<PendingOrder, Hash128> check = new BatchCheck<>(new IndexedIds(index, orderAt));
        List<Verdict> verdicts = judge(batch, check);
        List<PendingOrder> accepted = check.accepted();
        try {
            write(accepted);
        } catch (StorageUnavailableException e) {
            answerWithoutStoring(verdicts, e);
            // The outbox may lack events of earlier batches, and no later order may come to trigger the catch-up.
            return outbox.follow(List.of()) ? Outcome.DONE : Outcome.RETRY_SOON;
        }
        if (!accepted.isEmpty()) {
            force(accepted.size());
            publish(accepted);
        }
        answer(verdicts);
        return outbox.follow(accepted) ? Outcome.DONE : Outcome.RETRY_SOON;
    }

    /** Refuses an order when the earlier order it duplicates cannot be read; the rest of the batch is not affected. */
    private static List<Verdict> judge(List<PendingOrder> batch, BatchCheck<PendingOrder, Hash128> check) {
        List<Verdict> verdicts = new ArrayList<>(batch.size());
        for (PendingOrder pending : batch) {
            try {
                verdicts.add(check.judge(pending));
            } catch (FolderUnusableException | JournalDamagedException | UncheckedIOException e) {
                log.warn(
                        "orders.not_read orderId={} cause={}",
                        LogValue.of(pending.order().orderId()),
                        LogValue.quoted(e.getMessage()));
                pending.fail(Reason.UNAVAILABLE, "cannot read: " + e.getMessage());
            }
        }
        return verdicts;
    }

    private void write(List<PendingOrder> accepted) {
        if (accepted.isEmpty()) {
            orders.check();
            return;
        }
        for (PendingOrder pending : accepted) {
            pending.stagedAt(orders.stage(pending.members()));
        }
        orders.write();
        if (unavailable) {
            unavailable = false;
            log.info("orders.storage_available seq={}", orders.lastSeq());
        }
    }

    private void force(int accepted) {
        long begin = System.nanoTime();
        orders.force();
        statistics.committed(accepted, System.nanoTime() - begin);
        outbox.committed(orders.lastSeq() - accepted + 1, orders.lastSeq());
    }

    /** From here on, readers and the duplicate check see the orders. */
    private void publish(List<PendingOrder> accepted) {
        index.addAll(accepted, orders.lastSeq());
    }

    private static void answer(List<Verdict> verdicts) {
        verdicts.forEach(Verdict::answer);
    }

    private void answerWithoutStoring(List<Verdict> verdicts, StorageUnavailableException cause) {
        boolean full = cause instanceof StorageFullException;
        if (!unavailable) {
            unavailable = true;
            log.warn(
                    "orders.storage_{} seq={} cause={}",
                    full ? "full" : "unavailable",
                    orders.lastSeq(),
                    LogValue.quoted(cause.getMessage()));
        }
        for (Verdict verdict : verdicts) {
            if (verdict.needsBatch()) {
                verdict.pending().fail(full ? Reason.FULL : Reason.UNAVAILABLE, "cannot store: " + cause.getMessage());
            } else {
                verdict.answer();
            }
        }
    }

    private static void refuseAfterFailure(PendingOrder pending) {
        // This order was never written, but another one with the same id may have been when the store failed.
        pending.fail(Reason.OUTCOME_UNKNOWN, "the store failed before");
    }
}
