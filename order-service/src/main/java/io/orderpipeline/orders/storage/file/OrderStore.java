package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecoveredJournal;
import io.orderpipeline.broker.journal.ScannedJournal;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.FoundOutbox;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.broker.outbox.file.OutboxWriter;
import io.orderpipeline.orders.storage.CommitStatistics;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The recovered files of the order service: orders.json, the index over it, and the outbox that follows it. */
record OrderStore(FolderView folder, Journal orders, OrderIndex index, OutboxProjection outbox) {

    /**
     * Recovers orders.json first, with the outbox as witness: an event in the outbox proves that its order was durable. Then recovers the
     * outbox; afterwards its undelivered events match their orders, and none is missing.
     *
     * @param delivered the position up to which events are delivered, as far as known
     */
    static OrderStore recover(JournalFolder folder, CommitBell bell, OutboxRetention retention, Position delivered) {
        folder.finishRepair();
        OrderIndexLoader loader = new OrderIndexLoader();
        FoundOutbox found = FoundOutbox.in(folder, delivered);
        try (EventAudit audit = new EventAudit(found.delivered(), found.undelivered())) {
            DeliveredCheck check = new DeliveredCheck(found.lastDelivered());
            ScannedJournal scanned = folder.scan(
                    FileOrders.FILE, Origin.START, loader.andThen(check).andThen(audit));
            check.refuseForeign(scanned);
            RecoveredJournal orders = scanned.recover(found.highestSeq());
            orders.report().log();
            OutboxWriter outbox = found.recover(audit.right(), audit.problem(), retention, InstantSource.system());
            outbox.report().log();
            OutboxProjection projection = new OutboxProjection(folder.view(), outbox, bell, InstantSource.system());
            projection.start();
            return new OrderStore(folder.view(), orders.journal(), loader.load(), projection);
        }
    }

    OrderCommit commit(CommitStatistics statistics, Consumer<RuntimeException> onFailure) {
        return new OrderCommit(
                orders,
                index,
                position -> OrderCodec.decode(
                        folder.recordAt(FileOrders.FILE, position).json()),
                outbox,
                statistics,
                onFailure);
    }
}
