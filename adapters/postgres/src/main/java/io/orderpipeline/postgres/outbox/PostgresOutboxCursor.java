package io.orderpipeline.postgres.outbox;

import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads page by page, and holds no connection between pages. Meanwhile the database may return to an earlier state: by a restored backup, a
 * standby that takes over, or an operator who deletes rows. Other orders then get the later seqs, and a reader that simply continued after
 * its last seq would skip them. So each page begins with the last entry that was read, which must be unchanged.
 *
 * <p>Not thread-safe.
 */
final class PostgresOutboxCursor implements OutboxCursor {

    private final PostgresOutbox outbox;
    private final Queue<OutboxEntry> page = new ArrayDeque<>();
    private long seq;

    /** The entry expected at {@code seq}; null before the first entry of a cursor that starts with whatever is there. */
    private @Nullable Position last;

    private PostgresOutboxCursor(PostgresOutbox outbox, long seq, @Nullable Position last) {
        this.outbox = outbox;
        this.seq = seq;
        this.last = last;
    }

    static PostgresOutboxCursor behind(PostgresOutbox outbox, long seq) {
        return new PostgresOutboxCursor(outbox, seq, null);
    }

    static PostgresOutboxCursor behind(PostgresOutbox outbox, Position position) {
        return new PostgresOutboxCursor(outbox, position.seq(), position.equals(Position.START) ? null : position);
    }

    @Override
    public @Nullable OutboxEntry next() {
        if (page.isEmpty()) {
            readPage();
        }
        OutboxEntry entry = page.peek();
        if (entry == null) {
            return null;
        }
        // Only the first entry may come after a gap: of the older orders that were moved elsewhere.
        if (entry.seq() != seq + 1 && (last != null || outbox.movedUpTo() < entry.seq() - 1)) {
            page.clear();
            throw new OutboxUnreadableException(
                    "seq " + (seq + 1) + " is missing in orders: seq " + entry.seq() + " follows " + seq);
        }
        seq = entry.seq();
        last = entry.position();
        return page.remove();
    }

    private void readPage() {
        Position before = last;
        if (before == null) {
            page.addAll(outbox.page(connection -> EventRows.from(connection, seq + 1)));
            return;
        }
        List<OutboxEntry> entries = outbox.page(connection -> EventRows.from(connection, seq));
        boolean isThere = !entries.isEmpty() && entries.get(0).seq() == seq;
        if (isThere ? !entries.get(0).position().equals(before) : outbox.movedUpTo() < seq) {
            throw new OutboxUnreadableException(
                    "the orders have no seq " + seq + " with mark " + Integer.toHexString(before.mark()));
        }
        page.addAll(isThere ? entries.subList(1, entries.size()) : entries);
    }

    @Override
    public boolean hasUnclearEnd() {
        return false;
    }

    @Override
    public void close() {
        page.clear();
    }
}
