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
 * Reads the records of the outbox in order, across its files. Each record must follow the last one and be chained to it, so the result
 * does not depend on the names of the files.
 *
 * <p>At any time outbox.json may be closed and become a segment, and a segment may move to the archive. An open file stays readable
 * under any name, so only the step from one file to the next needs care.
 *
 * <p>Not thread-safe.
 */
public final class OutboxRecords implements AutoCloseable {

    /** How long the end of outbox.json may stay incomplete. Writing takes milliseconds. */
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(1);
    /** How often to look for a file, because files may be moved meanwhile. */
    private static final int ATTEMPTS = 10;

    private final FolderView folder;
    private final Consumer<JournalRecord> check;
    private final LongSupplier nanoTime;
    /** The last record; its checksum is valid only if {@link #chained}. */
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
     * The records after the one with this seq, without checking which record that is.
     *
     * @param check rejects a record with an {@link OutboxUnreadableException}
     */
    static OutboxRecords after(FolderView folder, long seq, Consumer<JournalRecord> check) {
        return new OutboxRecords(folder, new Origin(seq, 0), seq == 0, check, System::nanoTime);
    }

    /** The records after this position, unchecked except that they must be chained to it. */
    static OutboxRecords after(FolderView folder, Position position) {
        return after(folder, position, any -> {}, System::nanoTime);
    }

    static OutboxRecords after(
            FolderView folder, Position position, Consumer<JournalRecord> check, LongSupplier nanoTime) {
        return new OutboxRecords(folder, new Origin(position.seq(), position.mark()), true, check, nanoTime);
    }

    /**
     * The record after the last one, or null when there is none yet.
     *
     * @throws OutboxUnreadableException when it is missing, damaged, unreachable, or replaced by a record of another outbox; a later call
     *     tries again
     */
    public @Nullable JournalRecord next() {
        try {
            return read();
        } catch (JournalException | UncheckedIOException e) {
            close();
            throw FileOutbox.unreadable(e);
        } catch (OutboxUnreadableException e) {
            // By the next attempt the file may have been replaced.
            close();
            throw e;
        }
    }

    /** Whether the last read found an incomplete or damaged record after the last one. */
    boolean hasUnclearEnd() {
        return badEnd != null;
    }

    /** The seq of the last record read, or at first the seq after which to read. */
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
                // Checked only here, not for each record, because it accesses the folder.
                if (!file.isFinished(folder)) {
                    refuseLastingBadEnd(file);
                    return null;
                }
                // It may have grown between the last read and its closing.
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

    /** An end that is being written soon becomes whole; one that stays incomplete hides a record. */
    private void refuseLastingBadEnd(OpenFile file) {
        String end = file.reader().unreadableEnd();
        if (end == null || !end.equals(badEnd)) {
            badEnd = end;
            badSince = nanoTime.getAsLong();
        } else if (nanoTime.getAsLong() - badSince > GRACE_PERIOD.toNanos()) {
            throw new OutboxUnreadableException(String.format(Locale.ROOT, "%s/%s", folder, end));
        }
    }

    /** The file that holds or will hold the next record; null when there is none at the moment. */
    private @Nullable OpenFile fileOfNext() {
        for (int attempt = 1; open == null; attempt++) {
            Optional<OutboxSegment> segment = segmentOfNext();
            if (segment.isEmpty()) {
                open = openLive();
                if (segmentOfNext().isEmpty()) {
                    return open;
                }
                // The file with the next record was closed in between; this is the one after it.
                close();
            } else if (segment.get().holds(last.seq() + 1)) {
                open = openClosed(segment.get());
            } else if (attempt >= ATTEMPTS) {
                throw missing("the next file is " + segment.get().name());
            }
            if (attempt > 10 * ATTEMPTS) {
                throw missing("its file keeps moving");
            }
        }
        return open;
    }

    /** The first segment with the next record or later ones. May miss one if files were moved during the listing. */
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
        // Its identity is read first, so that a file closed in between is recognized as finished.
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
     * @param lastSeq  the last seq of a closed segment, according to its name; 0 for outbox.json
     * @param identity of outbox.json when it was opened; null for a closed segment, which no longer grows
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
