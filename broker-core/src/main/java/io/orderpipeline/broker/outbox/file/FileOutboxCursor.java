package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.bus.TraceHeaders;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import org.jspecify.annotations.Nullable;

/** The events in the outbox's records, as far as they are those of their orders. Not thread-safe. */
record FileOutboxCursor(OutboxRecords records, OrderWitness orders) implements OutboxCursor {

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
    public boolean hasUnclearEnd() {
        return records.hasUnclearEnd();
    }

    @Override
    public void close() {
        records.close();
        orders.close();
    }
}
