package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.commit.GroupCommit;
import io.orderpipeline.broker.commit.GroupCommit.Limits;
import io.orderpipeline.broker.journal.FolderUnusableException;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalDamagedException;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.MembersCursor;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.EventOfOrder;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import io.orderpipeline.orders.placing.OrdersUnavailableException.Reason;
import io.orderpipeline.orders.placing.Placement;
import io.orderpipeline.orders.storage.CommitStatistics;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders in orders.json, with their events in outbox.json beside it.
 *
 * <p>Thread-safe. Only the committing thread touches the file being written; threads that place or read orders never do.
 */
public final class FileOrders implements Orders, AutoCloseable {

    /** The file's name in the folder of the order service. */
    public static final String FILE = EventOfOrder.ORDERS;

    private static final Logger log = LoggerFactory.getLogger(FileOrders.class);

    private final OrderIndex index;
    private final FolderView folder;
    private final Journal journal;
    private final OutboxProjection outbox;
    private final OrderCommit commit;
    private final GroupCommit<PendingOrder> commits;

    private FileOrders(
            OrderStore store, Limits limits, CommitStatistics statistics, Consumer<RuntimeException> onFailure) {
        this.index = store.index();
        this.folder = store.folder();
        this.journal = store.orders();
        this.outbox = store.outbox();
        this.commit = store.commit(statistics, onFailure);
        this.commits = GroupCommit.start("orders-commit", limits, PendingOrder::bytes, commit, onFailure);
    }

    /**
     * Recovers the files of a folder and starts to accept orders.
     *
     * @param bell       rung when the outbox has grown
     * @param retention  when the outbox starts a new file
     * @param delivered  the position up to which events are delivered, as far as known
     * @param limits     how many orders may wait
     * @param statistics counts commits
     * @param onFailure  called by the committing thread when the disk failed and the process must end
     * @throws io.orderpipeline.broker.journal.JournalException when the files cannot be used as they are; nothing was changed then
     */
    public static FileOrders open(
            JournalFolder folder,
            CommitBell bell,
            OutboxRetention retention,
            Position delivered,
            Limits limits,
            CommitStatistics statistics,
            Consumer<RuntimeException> onFailure) {
        return new FileOrders(OrderStore.recover(folder, bell, retention, delivered), limits, statistics, onFailure);
    }

    /** For read-only checks: rejects a file of another kind, which its first record reveals. */
    public static RecordVisitor check() {
        return (seq, position, bytes, from, to) -> {
            if (seq == 1) {
                OrderCodec.decode(MembersCursor.asObject(bytes, from, to));
            }
        };
    }

    /** The order in a record of the file. */
    public static NumberedOrder orderOf(JournalRecord record) {
        return new NumberedOrder(record.seq(), OrderCodec.decode(record.json()));
    }

    @Override
    public CompletableFuture<Placement> place(Order order) {
        PendingOrder pending = new PendingOrder(order, index.hashesOf(order));
        if (!commits.offer(pending)) {
            pending.fail(Reason.BUSY, "too many orders are waiting");
        }
        return pending.answer();
    }

    @Override
    public Optional<Order> find(String orderId) {
        OptionalLong position = index.positionOf(orderId);
        return position.isPresent()
                ? Optional.of(reading(() -> OrderCodec.decode(
                        folder.recordAt(FILE, position.getAsLong()).json())))
                : Optional.empty();
    }

    @Override
    public List<NumberedOrder> after(long seq, int limit) {
        return reading(() -> readAfter(seq, limit));
    }

    private List<NumberedOrder> readAfter(long seq, int limit) {
        long durable = index.lastSeq();
        List<NumberedOrder> page = new ArrayList<>();
        try (JournalReader reader = folder.open(FILE).orElseThrow()) {
            reader.seekAfter(seq);
            while (page.size() < limit) {
                JournalRecord record = reader.next();
                // Records after the last durable order are still being written and may be rolled back.
                if (record == null || record.seq() > durable) {
                    break;
                }
                page.add(orderOf(record));
            }
        }
        return page;
    }

    private static <T> T reading(Supplier<T> question) {
        try {
            return question.get();
        } catch (FolderUnusableException | JournalDamagedException | UncheckedIOException e) {
            log.warn("orders.not_read cause={}", LogValue.quoted(e.getMessage()));
            throw new OrdersUnavailableException(Reason.UNAVAILABLE, "cannot read: " + e.getMessage());
        }
    }

    /** Commits the waiting orders and leaves files that need no repair. Files of a store that failed are left untouched. */
    @Override
    public void close() {
        commits.close();
        if (!commit.hasFailed()) {
            outbox.close();
        }
        journal.close();
    }
}
