package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalDamagedException;
import io.orderpipeline.broker.journal.JournalException;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Reads outbox.json and the segments closed before it, in the process that writes them or in another one.
 *
 * <p>Thread-safe; its cursors are not.
 */
public final class FileOutbox implements Outbox {

    private final FolderView folder;

    public FileOutbox(FolderView folder) {
        this.folder = folder;
    }

    /** The files of the outbox, oldest first, with names relative to the folder: closed segments, then outbox.json. */
    public List<String> fileNames() {
        return OutboxSegment.fileNamesIn(folder);
    }

    /** The position before the oldest event, as stated in its record; {@link Position#START} when there is none. */
    public Position beforeOldest() {
        try (JournalReader reader = folder.open(fileNames().get(0)).orElse(null)) {
            Origin origin = reader == null ? Origin.START : reader.origin();
            return new Position(origin.seq(), origin.crc());
        }
    }

    /** The records after this position. */
    public OutboxRecords records(Position position) {
        return OutboxRecords.after(folder, position);
    }

    @Override
    public OutboxCursor after(long seq) {
        return new FileOutboxCursor(
                folder, orders -> OutboxRecords.after(folder, seq, orders::check), System::nanoTime);
    }

    @Override
    public OutboxCursor after(Position position) {
        return after(position, System::nanoTime);
    }

    OutboxCursor after(Position position, LongSupplier nanoTime) {
        return new FileOutboxCursor(
                folder, orders -> OutboxRecords.after(folder, position, orders::check, nanoTime), nanoTime);
    }

    @Override
    public long firstSeq() {
        try (JournalReader reader = folder.open(OutboxWriter.FILE).orElse(null)) {
            List<OutboxSegment> segments = OutboxSegment.allIn(folder);
            if (!segments.isEmpty()) {
                return segments.get(0).first();
            }
            JournalRecord oldest = reader == null ? null : reader.next();
            return oldest == null ? lastSeq() + 1 : oldest.seq();
        } catch (JournalException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public long lastSeq() {
        try (JournalReader reader = folder.open(OutboxWriter.FILE).orElse(null)) {
            long last = reader == null ? 0 : reader.lastSeq();
            return last > 0
                    ? last
                    : OutboxSegment.newestIn(folder).map(OutboxSegment::last).orElse(0L);
        } catch (JournalException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public long acceptedSeq() {
        long ordered = lastOrder();
        try {
            return Math.max(ordered, lastSeq());
        } catch (OutboxUnreadableException e) {
            if (ordered == 0) {
                throw e;
            }
            return ordered;
        }
    }

    /** 0 when the orders are kept in another folder. */
    private long lastOrder() {
        try (JournalReader orders = folder.open(EventOfOrder.ORDERS).orElse(null)) {
            return orders == null ? 0 : orders.lastSeq();
        } catch (JournalException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public boolean holds(Position position) {
        if (position.equals(Position.START)) {
            return true;
        }
        return isThere(position) || isFollowed(position);
    }

    private boolean isThere(Position position) {
        try (OutboxRecords records = OutboxRecords.after(folder, position.seq() - 1, any -> {})) {
            JournalRecord record = records.next();
            return record != null && record.seq() == position.seq() && record.crc() == position.mark();
        } catch (OutboxUnreadableException e) {
            return false;
        }
    }

    /** A record chained to the entry proves it too: the entry itself may have been removed with the archive. */
    private boolean isFollowed(Position position) {
        try (OutboxRecords records = OutboxRecords.after(folder, position)) {
            return records.next() != null;
        } catch (OutboxUnreadableException e) {
            if (e.getCause() instanceof JournalDamagedException || e.getCause() == null) {
                return false;
            }
            throw e;
        }
    }

    static OutboxUnreadableException unreadable(RuntimeException cause) {
        return new OutboxUnreadableException(String.valueOf(cause.getMessage()), cause);
    }
}
