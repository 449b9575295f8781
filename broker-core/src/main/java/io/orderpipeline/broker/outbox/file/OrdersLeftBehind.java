package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.journal.FilesLeftBehind;
import io.orderpipeline.broker.journal.FolderUnusableException;
import io.orderpipeline.broker.journal.FolderView;
import java.nio.file.Path;

/** Checks for orders in files beside a service that keeps them in a database. Thread-safe. */
public final class OrdersLeftBehind {

    private OrdersLeftBehind() {}

    /**
     * Fails the start if an order in the files was not delivered to any bus.
     *
     * @param orders        the folder of the order service
     * @param notifications the folder of the notification service
     * @throws FolderUnusableException naming the file
     */
    public static void refuse(Path orders, Path notifications) {
        FilesLeftBehind.refuse(
                orders,
                EventOfOrder.ORDERS,
                "undelivered orders",
                folder -> folder.holdsRecordsAfter(doneSeq(folder, FolderView.of(notifications)), EventOfOrder.ORDERS));
    }

    private static long doneSeq(FolderView orders, FolderView notifications) {
        FileOutbox outbox = new FileOutbox(orders);
        return CheckpointFile.all(orders, notifications).stream()
                .mapToLong(file -> file.provenSeq(outbox))
                .max()
                .orElse(0);
    }
}
