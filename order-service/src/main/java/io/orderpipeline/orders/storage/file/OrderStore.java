package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecoveredJournal;
import io.orderpipeline.broker.journal.ScannedJournal;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.broker.outbox.file.OutboxWriter;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The recovered files of the order service: orders.json, the index over it, and the outbox that follows it. */
record OrderStore(FolderView folder, Journal orders, OrderIndex index, OutboxProjection outbox) {

    /**
     * Recovers orders.json first, with the outbox as its witness: an event in the outbox proves that its order was durable. Then the
     * outbox, which is given the events that it lacks.
     */
    static OrderStore recover(JournalFolder folder, CommitBell bell, OutboxRetention retention) {
        OrderIndexLoader loader = new OrderIndexLoader();
        ScannedJournal scannedOutbox = OutboxWriter.scan(folder);
        ScannedJournal scannedOrders = folder.scan(FileOrders.FILE, Origin.START, loader);
        RecoveredJournal orders = scannedOrders.recover(scannedOutbox.highestSeq());
        orders.report().log();
        OutboxWriter outbox = OutboxWriter.recover(folder, scannedOutbox, retention, InstantSource.system());
        outbox.report().log();
        OutboxProjection projection = new OutboxProjection(folder.view(), outbox, bell);
        projection.start();
        return new OrderStore(folder.view(), orders.journal(), loader.load(), projection);
    }

    OrderCommit commit(Consumer<RuntimeException> onFailure) {
        return new OrderCommit(
                orders,
                index,
                position -> OrderCodec.decode(
                        folder.recordAt(FileOrders.FILE, position).json()),
                outbox,
                onFailure);
    }
}
