package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.journal.FolderRepair;
import io.orderpipeline.broker.journal.JournalException;
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
 * The outbox as a start finds it, before anything is changed. Whoever has the orders holds the undelivered events against them, and says
 * how far they are right; the rest is taken out, kept aside, and can be appended again.
 *
 * <p>Not thread-safe: it belongs to the starting thread.
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
     * Looks at the outbox of a folder.
     *
     * @param delivered up to where all events are delivered, as the relay's checkpoint says; what this outbox does not hold, or has
     *     damage in front of in the same file, counts for nothing
     */
    public static FoundOutbox in(JournalFolder folder, Position delivered) {
        ScannedJournal live = OutboxWriter.scan(folder);
        FoundOutbox found = new FoundOutbox(folder, live, delivered);
        return found.isProven() ? found : new FoundOutbox(folder, live, Position.START);
    }

    /** The highest seq that any of its files shows to have existed. */
    public long highestSeq() {
        return Math.max(
                live.highestSeq(),
                OutboxSegment.waitingIn(folder.view()).stream()
                        .mapToLong(FoundOutbox::highestSeqOf)
                        .max()
                        .orElse(0));
    }

    /** Up to where events are delivered for certain: the ones behind are to be held against their orders. */
    public Position delivered() {
        return delivered;
    }

    /** The last of the delivered events; null when there is none, or its segment was taken away. */
    public @Nullable JournalRecord lastDelivered() {
        if (delivered.seq() == 0) {
            return null;
        }
        try (OutboxRecords records = OutboxRecords.after(folder.view(), delivered.seq() - 1, any -> {})) {
            return records.next();
        } catch (OutboxUnreadableException e) {
            // What is chained to it has proven the position.
            return null;
        }
    }

    /** The events behind {@link #delivered}. */
    public OutboxRecords undelivered() {
        return OutboxRecords.after(folder.view(), delivered);
    }

    /**
     * Makes it ready to be appended to behind the last event that is right.
     *
     * @param right   the last event that is there and that of its order, or {@link #delivered}
     * @param problem what is wrong behind it, empty when nothing but later events are lacking
     */
    public OutboxWriter recover(Position right, String problem, OutboxRetention retention, InstantSource timeOfDay) {
        if (live.lastSeq() == right.seq() && live.inspect(0).isUsable() && !isClaimedBehind(right.seq())) {
            return OutboxWriter.recover(folder, live, retention, timeOfDay);
        }
        try {
            live.close();
            String aside = takeOut(right.seq());
            log.warn(
                    "outbox.repaired right_to={} kept_in={} problem=\"{}\"",
                    right.seq(),
                    aside,
                    problem.isEmpty() ? live.inspect(0).detail() : problem);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    String.format(Locale.ROOT, "cannot repair the outbox in %s: %s", folder.view(), e.getMessage()), e);
        }
        return OutboxWriter.recover(folder, OutboxWriter.scan(folder), retention, timeOfDay);
    }

    /** Whether a closed segment that was cut off still claims, by its name, events that are to be appended again. */
    private boolean isClaimedBehind(long seq) {
        return OutboxSegment.allIn(folder.view()).stream().anyMatch(segment -> segment.last() > seq);
    }

    private boolean isProven() {
        try {
            return delivered.seq() == 0
                    || (delivered.seq() <= live.lastSeq()
                            && new FileOutbox(folder.view()).holds(delivered)
                            && cutSegment(delivered.seq()).map(this::isWhole).orElse(true));
        } catch (JournalException | UncheckedIOException e) {
            return false;
        }
    }

    /** Whether the records that a repair would keep of this segment are all there. */
    private boolean isWhole(OutboxSegment segment) {
        try (JournalReader reader = segment.folder().open(segment.name()).orElseThrow()) {
            long seq = segment.first() - 1;
            reader.seekAfter(seq);
            for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
                if (record.seq() != ++seq) {
                    return false;
                }
                if (seq == delivered.seq()) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Everything behind this seq leaves the outbox; of a file that it cuts in two the first part is the new outbox.json. */
    private String takeOut(long lastSeq) throws IOException {
        List<String> takenOut = new ArrayList<>();
        for (OutboxSegment segment : OutboxSegment.allIn(folder.view())) {
            String name = segment.nameIn(folder.view());
            if (segment.last() > lastSeq && !takenOut.contains(name)) {
                takenOut.add(name);
            }
        }
        FolderRepair repair = folder.repair();
        repair.keep(OutboxWriter.FILE, cutFile(lastSeq), lastSeq);
        return repair.commit(List.of(OutboxWriter.FILE), takenOut);
    }

    /** The file that holds this seq and later ones; null when a file ends with it, or there is none. */
    private @Nullable String cutFile(long seq) {
        Optional<OutboxSegment> cut = cutSegment(seq);
        if (cut.isPresent()) {
            return cut.get().nameIn(folder.view());
        }
        boolean inSegment = OutboxSegment.allIn(folder.view()).stream().anyMatch(segment -> segment.holds(seq));
        boolean inLive = seq <= live.lastSeq() && seq > live.origin().seq();
        return inLive && !inSegment ? OutboxWriter.FILE : null;
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
