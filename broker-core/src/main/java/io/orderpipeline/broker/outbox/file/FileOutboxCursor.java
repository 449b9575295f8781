package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import org.jspecify.annotations.Nullable;

/** Reads outbox.json forward, from when it exists. */
final class FileOutboxCursor implements OutboxCursor {

    private final FolderView folder;
    private long seq;
    private @Nullable JournalReader reader;

    FileOutboxCursor(FolderView folder, long seq) {
        this.folder = folder;
        this.seq = seq;
    }

    @Override
    public @Nullable OutboxEntry next() {
        if (reader == null) {
            reader = folder.open(OutboxWriter.FILE).orElse(null);
            if (reader == null) {
                return null;
            }
            reader.seekAfter(seq);
        }
        JournalRecord record = reader.next();
        if (record == null) {
            return null;
        }
        seq = record.seq();
        return new OutboxEntry(record.seq(), EventCodec.decode(record.json()));
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
