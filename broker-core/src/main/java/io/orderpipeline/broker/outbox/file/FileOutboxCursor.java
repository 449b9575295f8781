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

/** Reads the events of an outbox, up to the first that does not match its order or is missing. Not thread-safe. */
final class FileOutboxCursor implements OutboxCursor {

    private final OrderWitness orders;
    private final OutboxRecords records;
    private final LateEvent late;

    /** @param records opens the records, checked against the orders */
    FileOutboxCursor(FolderView folder, Function<OrderWitness, OutboxRecords> records, LongSupplier nanoTime) {
        this.orders = new OrderWitness(folder);
        this.records = records.apply(orders);
        this.late = new LateEvent(folder, orders, nanoTime);
    }

    @Override
    public @Nullable OutboxEntry next() {
        JournalRecord record = records.next();
        if (record == null) {
            checkForLateEvent();
            return null;
        }
        late.clear();
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

    /** An unclear end is left to {@link OutboxRecords}, which limits how long it may last. */
    private void checkForLateEvent() {
        if (records.hasUnclearEnd()) {
            late.clear();
        } else {
            late.check(records.lastSeq() + 1);
        }
    }
}
