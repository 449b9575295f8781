package io.orderpipeline.benchmarks;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.file.FileProcessedNotifications;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.FileCheckpoint;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.storage.file.FileOrders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** The data folder of stopped services that have notified all their orders. */
record StoppedPipeline(Path folder) {

    private static final int IN_FLIGHT = 5_000;

    /** Creates the folder, with this many orders of two items. */
    void fill(long wanted) throws IOException {
        Files.createDirectories(orders());
        Files.createDirectories(notifications());
        new OrdersFolder(orders()).fillUpTo(wanted);
        try (JournalFolder locked = JournalFolder.open(notifications())) {
            notifyOfAll(locked);
            Position last = last(wanted);
            if (FileCheckpoint.inProcess(locked).acquire() instanceof Checkpoint.Held held) {
                held.lease().save(last);
            }
        }
    }

    /** Lets services start on the folder again after an import. */
    void reinstate() throws IOException {
        for (Path part : new Path[] {orders(), notifications()}) {
            Files.deleteIfExists(part.resolve("retired"));
        }
    }

    private void notifyOfAll(JournalFolder locked) {
        try (FileProcessedNotifications inbox =
                        FileProcessedNotifications.open(locked, InstantSource.system(), failure -> {
                            throw new IllegalStateException(failure);
                        });
                JournalReader orders =
                        FolderView.of(orders()).open(FileOrders.FILE).orElseThrow()) {
            Deque<CompletionStage<Void>> inFlight = new ArrayDeque<>();
            for (JournalRecord next = orders.next(); next != null; next = orders.next()) {
                if (inFlight.size() == IN_FLIGHT) {
                    inFlight.remove().toCompletableFuture().join();
                }
                inFlight.add(inbox.record(keysOf(FileOrders.orderOf(next).order())));
            }
            inFlight.forEach(keys -> keys.toCompletableFuture().join());
        }
    }

    private static Set<NotificationKey> keysOf(Order order) {
        return order.itemIds().stream()
                .map(itemId -> new NotificationKey(order.orderId(), itemId))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Position last(long seq) {
        try (OutboxCursor events = new FileOutbox(FolderView.of(orders())).after(seq - 1)) {
            return Objects.requireNonNull(events.next()).position();
        }
    }

    private Path orders() {
        return folder.resolve("orders");
    }

    private Path notifications() {
        return folder.resolve("notifications");
    }
}
