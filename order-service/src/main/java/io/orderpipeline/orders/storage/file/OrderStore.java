package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecoveredJournal;
import io.orderpipeline.broker.journal.RecoveryReport;
import io.orderpipeline.broker.journal.RecoveryReport.TornTail;
import io.orderpipeline.broker.journal.ScannedJournal;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.file.OutboxWriter;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The recovered files of the order service: orders.json, the index over it, and the outbox that follows it. */
record OrderStore(FolderView folder, Journal orders, OrderIndex index, OutboxProjection outbox) {

    private static final Logger log = LoggerFactory.getLogger(OrderStore.class);

    /**
     * Recovers orders.json first, with the outbox as its witness: an event in the outbox proves that its order was durable. Then the
     * outbox, which is given the events that it lacks.
     */
    static OrderStore recover(JournalFolder folder, CommitBell bell) {
        OrderIndex index = new OrderIndex();
        ScannedJournal scannedOutbox = OutboxWriter.scan(folder);
        ScannedJournal scannedOrders = folder.scan(FileOrders.FILE, Origin.START, index.loader());
        RecoveredJournal orders = scannedOrders.recover(scannedOutbox.highestSeq());
        report(orders.report());
        OutboxWriter outbox = OutboxWriter.recover(scannedOutbox);
        report(outbox.report());
        OutboxProjection projection = new OutboxProjection(folder.view(), outbox, bell);
        projection.start();
        return new OrderStore(folder.view(), orders.journal(), index, projection);
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

    private static void report(RecoveryReport report) {
        TornTail torn = report.tornTail();
        if (torn != null) {
            log.warn(
                    "journal.torn_tail file={} position={} bytes={} keptIn={} reason=\"{}\"",
                    report.file(),
                    torn.position(),
                    torn.bytes(),
                    torn.keptIn() == null ? "nowhere, the disk is full" : torn.keptIn(),
                    torn.reason());
        }
        log.info(
                "journal.opened file={} records={} lastSeq={} bytes={}",
                report.file(),
                report.records(),
                report.lastSeq(),
                report.size());
    }
}
