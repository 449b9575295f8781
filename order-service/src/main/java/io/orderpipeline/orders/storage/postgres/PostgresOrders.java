package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.broker.commit.GroupCommit;
import io.orderpipeline.broker.commit.GroupCommit.Limits;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import io.orderpipeline.orders.placing.OrdersUnavailableException.Reason;
import io.orderpipeline.orders.placing.Placement;
import io.orderpipeline.orders.storage.CommitStatistics;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.StorableText;
import io.orderpipeline.postgres.Work;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Orders as rows of a database that any number of instances may share: a lock in the database serializes their batches.
 *
 * <p>Thread-safe. While the database is unavailable, every method fails with an {@link OrdersUnavailableException}; it works again when the
 * database is back.
 */
public final class PostgresOrders implements Orders, AutoCloseable {

    private final Database database;
    private final GroupCommit<PendingOrder> commits;

    /**
     * Starts to accept orders.
     *
     * @param limits     how many orders may wait
     * @param statistics counts commits
     * @param onDeath    called when an error ended the committing thread and the process must end
     */
    public PostgresOrders(
            Database database, Limits limits, CommitStatistics statistics, Consumer<RuntimeException> onDeath) {
        this.database = database;
        this.commits = GroupCommit.start(
                "orders-commit", limits, PendingOrder::bytes, new OrderCommit(database, statistics), onDeath);
    }

    /** Also fails, with an {@link IllegalArgumentException}, for ids that request validation rejects and no database can store. */
    @Override
    public CompletableFuture<Placement> place(Order order) {
        PendingOrder pending = new PendingOrder(order);
        if (!OrderRows.canHold(order)) {
            pending.answer()
                    .completeExceptionally(new IllegalArgumentException("an id contains NUL or an unpaired surrogate"));
        } else if (!commits.offer(pending)) {
            pending.fail(Reason.BUSY, "too many orders are waiting");
        }
        return pending.answer();
    }

    @Override
    public Optional<Order> find(String orderId) {
        return StorableText.is(orderId) ? read(connection -> OrderRows.find(connection, orderId)) : Optional.empty();
    }

    @Override
    public List<NumberedOrder> after(long seq, int limit) {
        return read(connection -> OrderRows.after(connection, seq, limit));
    }

    private <T> T read(Work<T> work) {
        try {
            return database.read(work);
        } catch (DatabaseException e) {
            throw new OrdersUnavailableException(Reason.UNAVAILABLE, e.getMessage());
        }
    }

    /** Commits the waiting orders. */
    @Override
    public void close() {
        commits.close();
    }
}
