package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.SalvagedRecords;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Every intact event of an outbox that may be damaged, by seq. Not thread-safe. */
final class SalvagedEvents implements AutoCloseable {

    private final FolderView folder;
    private final Queue<String> files;
    private @Nullable SalvagedRecords open;
    private long lastSeq;

    /**
     * @param files of the outbox, oldest first
     */
    SalvagedEvents(FolderView folder, List<String> files) {
        this.folder = folder;
        this.files = new ArrayDeque<>(files);
    }

    /** The next intact event, or null when there is none. */
    @Nullable
    JournalRecord next() {
        while (open != null || !files.isEmpty()) {
            if (open == null) {
                open = folder.salvage(files.remove(), gaps -> {}).orElse(null);
            }
            JournalRecord event = open == null ? null : open.next();
            if (event == null) {
                close();
            } else if (event.seq() > lastSeq) {
                lastSeq = event.seq();
                return event;
            }
        }
        return null;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
