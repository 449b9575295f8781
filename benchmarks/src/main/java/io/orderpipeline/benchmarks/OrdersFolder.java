package io.orderpipeline.benchmarks;

import io.orderpipeline.broker.commit.GroupCommit.Limits;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.Placement;
import io.orderpipeline.orders.storage.CommitStatistics;
import io.orderpipeline.orders.storage.file.FileOrders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A folder of the order service, filled without HTTP. */
record OrdersFolder(Path path) {

    private static final int IN_FLIGHT = 5_000;

    /** Fills the folder until it holds this many orders. */
    void fillUpTo(long wanted) {
        try (JournalFolder locked = JournalFolder.open(path);
                FileOrders orders = open(locked)) {
            Deque<CompletableFuture<Placement>> inFlight = new ArrayDeque<>();
            for (long i = stored(); i < wanted; i++) {
                if (inFlight.size() == IN_FLIGHT) {
                    inFlight.remove().join();
                }
                inFlight.add(orders.place(order()));
            }
            inFlight.forEach(CompletableFuture::join);
        }
    }

    FileOrders open(JournalFolder locked) {
        // The outbox is rotated into segments as in a service; nothing reads it here, so nothing is archived.
        OutboxRetention retention = new OutboxRetention(64 << 20, Duration.ZERO, () -> 0);
        return FileOrders.open(
                locked,
                CommitBell.insideOneJvm(),
                retention,
                Position.START,
                Limits.USUAL,
                new CommitStatistics(),
                failure -> {
                    throw new IllegalStateException(failure);
                });
    }

    long stored() {
        return FolderView.of(path)
                .open(FileOrders.FILE)
                .map(reader -> {
                    try (JournalReader orders = reader) {
                        return orders.lastSeq();
                    }
                })
                .orElse(0L);
    }

    /** An order of two items with unique ids. */
    static Order order() {
        String id = UUID.randomUUID().toString();
        return new Order(id, List.of(id.substring(0, 18) + "-a", id.substring(0, 18) + "-b"), Instant.now(), null);
    }
}
