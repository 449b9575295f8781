package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalDamagedException;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A broken reader that skips what it cannot read. */
final class JumpingCursor implements OutboxCursor {

    private final FolderView folder;
    private final List<OutboxEntry> read = new ArrayList<>();
    private long lastSeq;

    private JumpingCursor(FolderView folder, long seq) {
        this.folder = folder;
        this.lastSeq = seq;
    }

    static JumpingCursor after(FolderView folder, long seq) {
        return new JumpingCursor(folder, seq);
    }

    @Override
    public @Nullable OutboxEntry next() {
        if (read.isEmpty()) {
            new FileOutbox(folder).fileNames().forEach(this::readFile);
        }
        return read.isEmpty() ? null : read.remove(0);
    }

    @Override
    public boolean hasUnclearEnd() {
        return false;
    }

    @Override
    public void close() {
        read.clear();
    }

    private void readFile(String name) {
        try (JournalReader reader = folder.open(name).orElse(null)) {
            if (reader == null) {
                return;
            }
            reader.seekAfter(lastSeq);
            for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
                lastSeq = record.seq();
                read.add(new OutboxEntry(new Position(record.seq(), record.crc()), EventCodec.decode(record.json())));
            }
        } catch (JournalDamagedException e) {
            // The next record is in the next file.
        }
    }
}
