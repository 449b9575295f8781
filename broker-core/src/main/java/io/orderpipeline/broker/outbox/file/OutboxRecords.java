package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalException;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The records of the outbox in order, across its files: each is the one behind the last and chained to it, or reading stops there. So
 * what was read is known, whatever the names of the files say.
 *
 * <p>outbox.json may at any time be closed and become a segment, and a segment be moved to the archive. An open file stays readable
 * under any name, so only the step from one file to the next needs care.
 *
 * <p>Not thread-safe.
 */
public final class OutboxRecords implements AutoCloseable {

    /** How long the end of outbox.json may be half written. Writing takes milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** How often a file is looked for: others may be moved just then. */
    private static final int ATTEMPTS = 10;

    private final FolderView folder;
    private final Consumer<JournalRecord> check;
    private final LongSupplier nanoTime;
    /** The last record; its checksum is not known before one was read, unless the caller knew it. */
    private Origin last;

    private boolean chained;
    private @Nullable OpenFile open;
    private @Nullable String badEnd;
    private long badSince;

    private OutboxRecords(
            FolderView folder, Origin last, boolean chained, Consumer<JournalRecord> check, LongSupplier nanoTime) {
        this.folder = folder;
        this.last = last;
        this.chained = chained;
        this.check = check;
        this.nanoTime = nanoTime;
    }

    /**
     * The records behind the one with this seq, whatever that is.
     *
     * @param check refuses a record by an {@link OutboxUnreadableException}
     */
    static OutboxRecords after(FolderView folder, long seq, Consumer<JournalRecord> check) {
        return new OutboxRecords(folder, new Origin(seq, 0), seq == 0, check, System::nanoTime);
    }

    /** As {@link #after(FolderView, long, Consumer)}, with the checksum of that record known, and whatever they contain. */
    static OutboxRecords after(FolderView folder, Position position) {
        return after(folder, position, any -> {}, System::nanoTime);
    }

    static OutboxRecords after(
            FolderView folder, Position position, Consumer<JournalRecord> check, LongSupplier nanoTime) {
        return new OutboxRecords(folder, new Origin(position.seq(), position.mark()), true, check, nanoTime);
    }

    /**
     * The record behind the last one, or null when there is none yet.
     *
     * @throws OutboxUnreadableException when it is missing, damaged or out of reach, or there is a record of another outbox in its
     *     place; a later call tries again
     */
    public @Nullable JournalRecord next() {
        try {
            return read();
        } catch (JournalException | UncheckedIOException e) {
            close();
            throw FileOutbox.unreadable(e);
        } catch (OutboxUnreadableException e) {
            // The file may be another one when it is tried again.
            close();
            throw e;
        }
    }

    /** Whether the last look found something behind the last record that is none, or not yet. */
    boolean hasUnclearEnd() {
        return badEnd != null;
    }

    /** The seq of the last record, or that behind which reading began. */
    long lastSeq() {
        return last.seq();
    }

    @Override
    public void close() {
        if (open != null) {
            open.reader().close();
            open = null;
        }
    }

    private @Nullable JournalRecord read() {
        for (OpenFile file = fileOfNext(); file != null; file = fileOfNext()) {
            JournalRecord record = file.reader().next();
            if (record == null) {
                // Asked only now, not for each record: the answer is a look at the folder.
                if (!file.isFinished(folder)) {
                    refuseLastingBadEnd(file);
                    return null;
                }
                // It may have grown between the last look and its end.
                record = file.reader().next();
            }
            if (record != null) {
                return take(record, file);
            }
            if (file.lastSeq() > last.seq()) {
                throw missing(file.name() + " ends before it");
            }
            close();
        }
        return null;
    }

    private JournalRecord take(JournalRecord record, OpenFile file) {
        if (record.seq() != last.seq() + 1) {
            throw missing(String.format(Locale.ROOT, "%s has seq %d in its place", file.name(), record.seq()));
        }
        check.accept(record);
        last = new Origin(record.seq(), record.crc());
        chained = true;
        badEnd = null;
        return record;
    }

    /** An end that is being written is whole a moment later; one that stays as it is hides a record. */
    private void refuseLastingBadEnd(OpenFile file) {
        String end = file.reader().unreadableEnd();
        if (end == null || !end.equals(badEnd)) {
            badEnd = end;
            badSince = nanoTime.getAsLong();
        } else if (nanoTime.getAsLong() - badSince > PATIENCE.toNanos()) {
            throw new OutboxUnreadableException(String.format(Locale.ROOT, "%s/%s", folder, end));
        }
    }

    /** The file that holds the next record, or will; null when there is none just now. */
    private @Nullable OpenFile fileOfNext() {
        for (int attempt = 1; open == null; attempt++) {
            Optional<OutboxSegment> segment = segmentOfNext();
            if (segment.isEmpty()) {
                open = openLive();
                if (segmentOfNext().isEmpty()) {
                    return open;
                }
                // The file that had the next record was closed in between, and this is the one after it.
                close();
            } else if (segment.get().holds(last.seq() + 1)) {
                open = openClosed(segment.get());
            } else if (attempt >= ATTEMPTS) {
                throw missing("the next file is " + segment.get().name());
            }
            if (open == null && attempt > 10 * ATTEMPTS) {
                throw missing("its file keeps moving");
            }
        }
        return open;
    }

    /** The first segment that holds the next record or later ones. A list that was made while files moved may lack one. */
    private Optional<OutboxSegment> segmentOfNext() {
        return OutboxSegment.allIn(folder).stream()
                .filter(segment -> segment.last() > last.seq())
                .findFirst();
    }

    private @Nullable OpenFile openClosed(OutboxSegment segment) {
        JournalReader reader = segment.folder().open(segment.name()).orElse(null);
        return reader == null ? null : opened(new OpenFile(segment.name(), reader, segment.last(), null));
    }

    private @Nullable OpenFile openLive() {
        // Its identity is taken first: a file that is closed in between is then found to be finished.
        Object identity = folder.identity(OutboxWriter.FILE).orElse(null);
        JournalReader reader =
                identity == null ? null : folder.open(OutboxWriter.FILE).orElse(null);
        return reader == null ? null : opened(new OpenFile(OutboxWriter.FILE, reader, 0, identity));
    }

    private OpenFile opened(OpenFile file) {
        if (chained) {
            file.reader().seekAfter(last);
        } else {
            file.reader().seekAfter(last.seq());
        }
        return file;
    }

    private OutboxUnreadableException missing(String instead) {
        return new OutboxUnreadableException(String.format(
                Locale.ROOT, "seq %d is in no file of the outbox in %s: %s", last.seq() + 1, folder, instead));
    }

    /**
     * A file that is being read.
     *
     * @param lastSeq  the last seq that a closed segment must have; 0 for outbox.json
     * @param identity of outbox.json when it was opened; null for a closed segment, to which nothing is added
     */
    private record OpenFile(
            String name,
            JournalReader reader,
            long lastSeq,
            @Nullable Object identity) {

        boolean isFinished(FolderView folder) {
            return identity == null
                    || !identity.equals(folder.identity(OutboxWriter.FILE).orElse(null));
        }
    }
}
