package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.bus.TraceHeaders;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The events in the outbox's records, as far as they are those of their orders. Not thread-safe. */
final class FileOutboxCursor implements OutboxCursor {

    private final OrderWitness orders;
    private final OutboxRecords records;

    /**
     * @param records what reads the records, given what checks them
     */
    FileOutboxCursor(FolderView folder, Function<OrderWitness, OutboxRecords> records) {
        this.orders = new OrderWitness(folder);
        this.records = records.apply(orders);
    }

    @Override
    public @Nullable OutboxEntry next() {
        JournalRecord record = records.next();
        return record == null
                ? null
                : new OutboxEntry(
                        new Position(record.seq(), record.crc()),
                        EventCodec.decode(record.json()),
                        TraceHeaders.parent(TraceMember.in(record.json())));
    }

    @Override
    public void close() {
        records.close();
        orders.close();
    }
}
