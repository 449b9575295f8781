package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.file.FileDeadLetters;
import io.orderpipeline.broker.inbox.file.FileProcessedNotifications;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.outbox.file.CheckpointFile;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.storage.file.FileOrders;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the orders that the relay counts as handled with the inbox. Keys and letters are durable before the relay saves its progress, so
 * an order that has neither may never have been notified, for example because files of different age were restored together.
 *
 * <p>Both files are read in step. Their orders are nearly in the same sequence, so only a few keys wait for their counterpart at a time. Not
 * thread-safe.
 */
final class HandledOrders {

    private final @Nullable JournalReader inbox;
    private final Ranges unrecorded = new Ranges();
    /** Keys of orders that the inbox has not shown yet, with the order's seq. */
    private final Map<NotificationKey, Long> awaited = new HashMap<>();
    /** Keys that the inbox showed before their order was read, or that belong to a letter or to a later order. */
    private final Set<NotificationKey> early = new HashSet<>();

    private HandledOrders(@Nullable JournalReader inbox) {
        this.inbox = inbox;
    }

    /** The seqs of the handled orders that have neither all their keys nor a letter. The files must be whole. */
    static Ranges withoutRecord(DataFolder folder) {
        long handled = CheckpointFile.inProcess(folder.notifications()).provenSeq(new FileOutbox(folder.orders()));
        Set<String> dead = ordersWithLetters(folder.notifications());
        try (JournalReader orders = folder.orders().open(FileOrders.FILE).orElse(null);
                JournalReader inbox = folder.notifications()
                        .open(FileProcessedNotifications.FILE)
                        .orElse(null)) {
            HandledOrders compared = new HandledOrders(inbox);
            compared.compare(orders, handled, dead);
            return compared.unrecorded;
        }
    }

    private static Set<String> ordersWithLetters(FolderView notifications) {
        Set<String> dead = new HashSet<>();
        try (JournalReader letters = notifications.open(FileDeadLetters.FILE).orElse(null)) {
            for (JournalRecord record = next(letters); record != null; record = next(letters)) {
                if (FileDeadLetters.changeOf(record) instanceof Died died
                        && died.event() instanceof OrderCreated order) {
                    dead.add(order.orderId());
                }
            }
        }
        return dead;
    }

    private void compare(@Nullable JournalReader orders, long handled, Set<String> dead) {
        boolean more = true;
        for (JournalRecord record = next(orders); record != null && record.seq() <= handled; record = next(orders)) {
            Order order = FileOrders.orderOf(record).order();
            List<String> items = dead.contains(order.orderId()) ? List.of() : order.itemIds();
            for (String item : items) {
                NotificationKey key = new NotificationKey(order.orderId(), item);
                more = more && readKey();
                if (!early.remove(key)) {
                    awaited.put(key, record.seq());
                }
            }
            if (!more) {
                giveUp();
            }
        }
        while (!awaited.isEmpty() && readKey()) {
            early.clear();
        }
        giveUp();
    }

    private boolean readKey() {
        JournalRecord record = next(inbox);
        if (record == null) {
            return false;
        }
        NotificationKey key = FileProcessedNotifications.keyOf(record);
        if (awaited.remove(key) == null) {
            early.add(key);
        }
        return true;
    }

    private static @Nullable JournalRecord next(@Nullable JournalReader reader) {
        return reader == null ? null : reader.next();
    }

    /** No key is left to be read. */
    private void giveUp() {
        awaited.values().stream().sorted().distinct().forEach(unrecorded::add);
        awaited.clear();
    }
}
