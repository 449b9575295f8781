package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.journal.FolderUnusableException;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalDamagedException;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.nio.file.Path;

/** Orders in files, beside a service that keeps them in a database. */
public final class OrdersLeftBehind {

    private OrdersLeftBehind() {}

    /**
     * Refuses the start while an order in the files was not given to a subscriber or to a broker.
     *
     * @param orders        the folder of the order service
     * @param notifications the folder of the notification service
     * @throws FolderUnusableException naming the file
     */
    public static void refuse(Path orders, Path notifications) {
        JournalFolder.refuseLeftBehind(
                orders,
                EventOfOrder.ORDERS,
                "orders that nobody was notified of",
                folder -> hasOrderAfter(doneSeq(folder, FolderView.of(notifications)), folder));
    }

    private static boolean hasOrderAfter(long seq, FolderView orders) {
        try (JournalReader reader = orders.open(EventOfOrder.ORDERS).orElse(null)) {
            if (reader == null) {
                return false;
            }
            reader.seekAfter(seq);
            return reader.next() != null || reader.unreadableEnd() != null;
        } catch (JournalDamagedException e) {
            return true;
        }
    }

    private static long doneSeq(FolderView orders, FolderView notifications) {
        FileOutbox outbox = new FileOutbox(orders);
        return CheckpointFile.all(orders, notifications).stream()
                .mapToLong(file -> doneSeq(file, outbox))
                .max()
                .orElse(0);
    }

    /** As a relay would begin: what was saved for another outbox, or cannot be read, counts for nothing. */
    private static long doneSeq(CheckpointFile file, FileOutbox outbox) {
        try {
            Position saved = file.readOwn();
            return outbox.holds(saved) ? saved.seq() : 0;
        } catch (CheckpointUnreadableException e) {
            return 0;
        }
    }
}
