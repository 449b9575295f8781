package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.journal.FolderUnusableException;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.StorageUnavailableException;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.file.OutboxWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps outbox.json up to date with orders.json. Events missing after a crash or a full disk are rebuilt from orders.json.
 *
 * <p>Not thread-safe: used only by the committing thread.
 */
final class OutboxProjection {

    private static final Logger log = LoggerFactory.getLogger(OutboxProjection.class);
    /** In bytes. Limited like any batch: a start refuses a torn tail longer than a batch and the outbox's syncs can leave. */
    private static final int CATCH_UP_BATCH = 1 << 20;

    private final FolderView folder;
    private final OutboxWriter outbox;
    private final CommitBell bell;
    private final InstantSource clock;
    private boolean behind;

    OutboxProjection(FolderView folder, OutboxWriter outbox, CommitBell bell, InstantSource clock) {
        this.folder = folder;
        this.outbox = outbox;
        this.bell = bell;
        this.clock = clock;
    }

    /** Records that the orders with these seqs have just become durable; the latency of their events is measured from here. */
    void committed(long firstSeq, long lastSeq) {
        bell.committed(firstSeq, lastSeq, clock.instant());
    }

    /**
     * Appends the events of orders that have just become durable, wakes the relay, and maintains the outbox's files.
     *
     * @return false when the events cannot be appended now; the next call appends them too
     */
    boolean follow(List<PendingOrder> accepted) {
        try {
            append(accepted);
            outbox.maintainFiles();
        } catch (StorageUnavailableException | FolderUnusableException | UncheckedIOException e) {
            if (!behind) {
                log.warn(
                        "outbox.storage_unavailable seq={} cause={}",
                        outbox.lastSeq(),
                        LogValue.quoted(e.getMessage()));
            }
            behind = true;
        }
        return !behind;
    }

    private void append(List<PendingOrder> accepted) {
        if (behind) {
            catchUp();
            behind = false;
            bell.ring();
        } else {
            outbox.append(accepted.stream().map(PendingOrder::eventMembers).toList());
            if (!accepted.isEmpty()) {
                bell.ring();
            }
        }
    }

    /** Appends all events that the outbox lacks; afterwards {@link #follow} only needs the new orders. */
    void start() {
        behind = true;
        follow(List.of());
    }

    private void catchUp() {
        long from = outbox.lastSeq();
        try (JournalReader orders = folder.open(FileOrders.FILE).orElseThrow()) {
            orders.seekAfter(from);
            List<byte[]> events = new ArrayList<>();
            int bytes = 0;
            for (JournalRecord record = orders.next(); record != null; record = orders.next()) {
                byte[] event = OrderCodec.eventMembers(OrderCodec.decode(record.json()));
                events.add(event);
                bytes += event.length;
                if (bytes >= CATCH_UP_BATCH) {
                    outbox.append(events);
                    events.clear();
                    bytes = 0;
                }
            }
            outbox.append(events);
        }
        if (outbox.lastSeq() > from) {
            log.info("outbox.caught_up from={} to={}", from + 1, outbox.lastSeq());
        }
    }

    void close() {
        outbox.sync();
        outbox.close();
    }
}
