package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.StorageFullException;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.file.OutboxWriter;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps outbox.json up with orders.json. What it lacks, after a crash or while the disk is full, it takes from orders.json itself.
 *
 * <p>Not thread-safe: it belongs to the committing thread.
 */
final class OutboxProjection {

    private static final Logger log = LoggerFactory.getLogger(OutboxProjection.class);
    /** In bytes, like any batch: a start refuses a torn end that is longer than batches and the outbox's syncs can leave. */
    private static final int CATCH_UP_BATCH = 1 << 20;

    private final FolderView folder;
    private final OutboxWriter outbox;
    private final CommitBell bell;
    private boolean behind;

    OutboxProjection(FolderView folder, OutboxWriter outbox, CommitBell bell) {
        this.folder = folder;
        this.outbox = outbox;
        this.bell = bell;
    }

    /**
     * Appends the events of orders that just became durable, and wakes the relay.
     *
     * @return false when there is no room for them now; the next call takes them along
     */
    boolean follow(List<PendingOrder> accepted) {
        if (accepted.isEmpty() && !behind) {
            return true;
        }
        try {
            if (behind) {
                catchUp();
            } else {
                outbox.append(accepted.stream().map(PendingOrder::eventMembers).toList());
            }
            behind = false;
            bell.ring();
        } catch (StorageFullException e) {
            if (!behind) {
                log.warn("outbox.storage_full seq={} cause=\"{}\"", outbox.lastSeq(), e.getMessage());
            }
            behind = true;
        }
        return !behind;
    }

    /** Appends the events of all durable orders that the outbox lacks; afterwards {@link #follow} needs to be told only of new ones. */
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
