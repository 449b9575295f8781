package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalInspection;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.orders.storage.file.OrderEvents;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Compares each order that it is shown with its event in the outbox. Not thread-safe. */
final class EventCheck implements RecordVisitor, AutoCloseable {

    private final FolderView folder;
    /** Outbox files not yet begun, oldest first. */
    private final Queue<JournalInspection> files;

    private long lastOfFile;
    private @Nullable JournalReader reader;
    private @Nullable JournalRecord event;

    private long compared;
    private long unequal;
    private long firstUnequal;
    private long withoutEvent;

    /**
     * @param outbox what is known of the outbox files, oldest first; of a damaged one, the records in front of the damage are read
     */
    EventCheck(FolderView folder, List<JournalInspection> outbox) {
        this.folder = folder;
        this.files = new ArrayDeque<>(
                outbox.stream().filter(file -> file.records() > 0).toList());
        moveOn();
    }

    @Override
    public void visit(long seq, long position, byte[] bytes, int from, int to) {
        while (event != null && event.seq() < seq) {
            moveOn();
        }
        if (seq == 1) {
            OrderEvents.refuseForeign(bytes, from, to);
        }
        if (event == null || event.seq() > seq) {
            withoutEvent++;
            return;
        }
        compared++;
        if (!OrderEvents.isEventOf(bytes, from, to, event.json())) {
            firstUnequal = unequal++ == 0 ? seq : firstUnequal;
        }
    }

    /** What was found, once all orders were shown. */
    Result result() {
        return new Result(compared, unequal, firstUnequal, withoutEvent);
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    private void moveOn() {
        event = reader == null || event == null || event.seq() >= lastOfFile ? null : reader.next();
        while (event == null && !files.isEmpty()) {
            close();
            JournalInspection file = files.remove();
            lastOfFile = file.last().seq();
            reader = folder.open(file.name()).orElse(null);
            event = reader == null ? null : reader.next();
        }
    }

    /**
     * What the comparison found.
     *
     * @param compared     how many orders have an event
     * @param unequal      how many of those events are not that of their order
     * @param firstUnequal the seq of the first of those, 0 when there is none
     * @param withoutEvent how many orders have no event
     */
    record Result(long compared, long unequal, long firstUnequal, long withoutEvent) {}
}
