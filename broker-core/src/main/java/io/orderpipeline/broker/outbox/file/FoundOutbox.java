package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.journal.FileProblem;
import io.orderpipeline.broker.journal.FolderRepair;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.ScannedJournal;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox as a start finds it, before anything is changed. The caller compares the undelivered events with their orders and tells
 * {@link #recover} how far they match; the rest is moved aside and can be appended again.
 *
 * <p>Not thread-safe.
 */
public final class FoundOutbox {

    private static final Logger log = LoggerFactory.getLogger(FoundOutbox.class);

    private final JournalFolder folder;
    private final ScannedJournal live;
    private final Position delivered;

    private FoundOutbox(JournalFolder folder, ScannedJournal live, Position delivered) {
        this.folder = folder;
        this.live = live;
        this.delivered = delivered;
    }

    /**
     * Scans the outbox of a folder.
     *
     * @param delivered the position up to which all events are delivered, from the relay's checkpoint; ignored if this outbox does not
     *     hold it, or has damage before it in the same file
     */
    public static FoundOutbox in(JournalFolder folder, Position delivered) {
        ScannedJournal live = OutboxWriter.scan(folder);
        FoundOutbox found = new FoundOutbox(folder, live, delivered);
        return found.isProven() ? found : new FoundOutbox(folder, live, Position.START);
    }

    /** The highest seq of any whole record in its files, outside the archive. */
    public long highestSeq() {
        return Math.max(
                live.highestSeq(),
                OutboxSegment.directlyIn(folder.view()).stream()
                        .mapToLong(FoundOutbox::highestSeqOf)
                        .max()
                        .orElse(0));
    }

    /** The position up to which events are certainly delivered; later ones must be compared with their orders. */
    public Position delivered() {
        return delivered;
    }

    /** The last delivered event; null when there is none, or its segment was removed. */
    public @Nullable JournalRecord lastDelivered() {
        if (delivered.seq() == 0) {
            return null;
        }
        try (OutboxRecords records = OutboxRecords.after(folder.view(), delivered.seq() - 1, any -> {})) {
            return records.next();
        } catch (OutboxUnreadableException e) {
            // The position is proven by the record chained to it.
            return null;
        }
    }

    /** The events after {@link #delivered}. */
    public OutboxRecords undelivered() {
        return OutboxRecords.after(folder.view(), delivered);
    }

    /**
     * Makes the outbox ready for appending after the last correct event.
     *
     * @param right   the position of the last event that matches its order, or {@link #delivered}
     * @param problem what is wrong after it, empty if events are only missing
     */
    public OutboxWriter recover(Position right, String problem, OutboxRetention retention, InstantSource timeOfDay) {
        if (live.lastSeq() == right.seq() && live.inspect(0).isUsable() && !hasSegmentNamedBeyond(right.seq())) {
            return OutboxWriter.recover(folder, live, retention, timeOfDay);
        }
        try {
            live.close();
            String aside = removeAfter(right.seq());
            log.warn(
                    "outbox.repaired right_to={} kept_in={} problem={}",
                    right.seq(),
                    aside,
                    LogValue.quoted(problem.isEmpty() ? live.inspect(0).detail() : problem));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    String.format(Locale.ROOT, "cannot repair the outbox in %s: %s", folder.view(), FileProblem.of(e)),
                    e);
        }
        return OutboxWriter.recover(folder, OutboxWriter.scan(folder), retention, timeOfDay);
    }

    /** Whether the name of a truncated closed segment still includes events that will be appended again. */
    private boolean hasSegmentNamedBeyond(long seq) {
        return OutboxSegment.allIn(folder.view()).stream().anyMatch(segment -> segment.last() > seq);
    }

    private boolean isProven() {
        return delivered.seq() == 0
                || (delivered.seq() <= live.lastSeq()
                        && new FileOutbox(folder.view()).holds(delivered)
                        && cutSegment(delivered.seq()).map(this::isWhole).orElse(true));
    }

    /** Whether this segment has all records that a repair would keep. */
    private boolean isWhole(OutboxSegment segment) {
        try (OutboxRecords records = OutboxRecords.after(folder.view(), segment.first() - 1, any -> {})) {
            JournalRecord record = records.next();
            while (record != null && record.seq() < delivered.seq()) {
                record = records.next();
            }
            return record != null;
        } catch (OutboxUnreadableException e) {
            return false;
        }
    }

    /** Removes everything after this seq from the outbox; if the cut is inside a file, the part before it becomes the new outbox.json. */
    private String removeAfter(long lastSeq) throws IOException {
        List<String> removed = new ArrayList<>();
        for (OutboxSegment segment : OutboxSegment.allIn(folder.view())) {
            String name = segment.nameIn(folder.view());
            if (segment.last() > lastSeq && !removed.contains(name)) {
                removed.add(name);
            }
        }
        FolderRepair repair = folder.repair();
        repair.keep(OutboxWriter.FILE, cutFile(lastSeq), lastSeq);
        return repair.commit(List.of(OutboxWriter.FILE), removed);
    }

    /** The file that holds this seq and later ones; null when it is the last seq of a file, or in no file. */
    private @Nullable String cutFile(long seq) {
        Optional<OutboxSegment> cut = cutSegment(seq);
        if (cut.isPresent()) {
            return cut.get().nameIn(folder.view());
        }
        return seq <= live.lastSeq() && seq > live.origin().seq() ? OutboxWriter.FILE : null;
    }

    private Optional<OutboxSegment> cutSegment(long seq) {
        return OutboxSegment.allIn(folder.view()).stream()
                .filter(segment -> segment.holds(seq) && segment.last() > seq)
                .findFirst();
    }

    private static long highestSeqOf(OutboxSegment segment) {
        try (JournalReader reader = segment.folder().open(segment.name()).orElse(null)) {
            return reader == null ? 0 : reader.lastSeq();
        }
    }
}
