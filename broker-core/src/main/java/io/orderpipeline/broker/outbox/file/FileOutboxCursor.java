package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalException;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads segment after segment and then outbox.json, while outbox.json may at any time be closed and become a segment, and a segment
 * be moved to the archive. An open file stays readable under any name, so only the step from one file to the next needs care.
 */
final class FileOutboxCursor implements OutboxCursor {

    private static final Logger log = LoggerFactory.getLogger(FileOutboxCursor.class);

    private final FolderView folder;
    private long seq;
    private @Nullable OpenFile open;

    FileOutboxCursor(FolderView folder, long seq) {
        this.folder = folder;
        this.seq = seq;
    }

    @Override
    public @Nullable OutboxEntry next() {
        try {
            return read();
        } catch (JournalException | UncheckedIOException e) {
            throw FileOutbox.unreadable(e);
        }
    }

    private @Nullable OutboxEntry read() {
        if (open == null) {
            open = openFileOfNext();
        }
        while (open != null) {
            JournalRecord record = nextOf(open);
            if (record != null) {
                seq = record.seq();
                return new OutboxEntry(new Position(seq, record.crc()), EventCodec.decode(record.json()));
            }
            if (!open.isFinished(folder)) {
                return null;
            }
            close();
            open = openFileOfNext();
        }
        return null;
    }

    @Override
    public void close() {
        if (open != null) {
            open.reader().close();
            open = null;
        }
    }

    private @Nullable JournalRecord nextOf(OpenFile file) {
        JournalRecord record = file.reader().next();
        // A file that is finished by now may have grown between the last look and its end.
        return record == null && file.isFinished(folder) ? file.reader().next() : record;
    }

    /** The file that holds the next entry; null when there is none just now. */
    private @Nullable OpenFile openFileOfNext() {
        Optional<OutboxSegment> segment = segmentOfNext();
        while (segment.isPresent()) {
            if (!segment.get().holds(seq + 1)) {
                log.warn(
                        "outbox.segments_missing from={} to={}",
                        seq + 1,
                        segment.get().first() - 1);
            }
            OpenFile opened = open(segment.get().folder(), segment.get().name(), null);
            if (opened != null) {
                return opened;
            }
            // It was moved to the archive in between.
            segment = segmentOfNext();
        }
        return openLiveFile();
    }

    private @Nullable OpenFile openLiveFile() {
        // Its identity is taken first: a file that is closed in between is then found to be finished.
        Object identity = folder.identity(OutboxWriter.FILE).orElse(null);
        OpenFile opened = identity == null ? null : open(folder, OutboxWriter.FILE, identity);
        if (opened != null && segmentOfNext().isPresent()) {
            // The file that had the next entry was closed after the segments were listed, and this is the one after it.
            opened.reader().close();
            return openFileOfNext();
        }
        return opened;
    }

    private Optional<OutboxSegment> segmentOfNext() {
        return OutboxSegment.allIn(folder).stream()
                .filter(candidate -> candidate.last() > seq)
                .findFirst();
    }

    private @Nullable OpenFile open(FolderView where, String name, @Nullable Object identity) {
        JournalReader reader = where.open(name).orElse(null);
        if (reader == null) {
            return null;
        }
        reader.seekAfter(seq);
        return new OpenFile(reader, identity);
    }

    /**
     * A file that is being read.
     *
     * @param identity of outbox.json when it was opened; null for a closed segment, to which nothing is added
     */
    private record OpenFile(JournalReader reader, @Nullable Object identity) {

        boolean isFinished(FolderView folder) {
            return identity == null
                    || !identity.equals(folder.identity(OutboxWriter.FILE).orElse(null));
        }
    }
}
