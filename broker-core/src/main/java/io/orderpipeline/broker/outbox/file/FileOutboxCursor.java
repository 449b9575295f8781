package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.bus.TraceHeaders;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The events in the outbox's records, as far as they are those of their orders, and none of those lacks. Not thread-safe. */
final class FileOutboxCursor implements OutboxCursor {

    private final OrderWitness orders;
    private final OutboxRecords records;
    private final LateEvent late;

    /** @param records opens them with the check that each has to pass */
    FileOutboxCursor(FolderView folder, Function<OrderWitness, OutboxRecords> records, LongSupplier nanoTime) {
        this.orders = new OrderWitness(folder);
        this.records = records.apply(orders);
        this.late = new LateEvent(folder, orders, nanoTime);
    }

    @Override
    public @Nullable OutboxEntry next() {
        JournalRecord record = records.next();
        if (record == null) {
            lookBehindTheEnd();
            return null;
        }
        late.came();
        return new OutboxEntry(
                new Position(record.seq(), record.crc()),
                EventCodec.decode(record.json()),
                TraceHeaders.parent(TraceMember.in(record.json())));
    }

    @Override
    public boolean hasUnclearEnd() {
        return records.hasUnclearEnd() || late.isAwaited();
    }

    @Override
    public void close() {
        records.close();
        orders.close();
    }

    /** The records decide on their own how long an end may stay half written or damaged. */
    private void lookBehindTheEnd() {
        if (records.hasUnclearEnd()) {
            late.came();
        } else {
            late.look(records.lastSeq() + 1);
        }
    }
}
