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
 * Reads page by page, and holds no connection between pages. Meanwhile the database may become an older one: by a restored backup, a
 * standby that takes over, or an operator who deletes rows. The seqs behind that are given to other orders, and whoever went on behind the
 * last seq it read would skip them. So each page begins with the entry before it, which has to be the one that was read.
 *
 * <p>Not thread-safe.
 */
final class PostgresOutboxCursor implements OutboxCursor {

    private final PostgresOutbox outbox;
    private final Queue<OutboxEntry> page = new ArrayDeque<>();
    private long seq;

    /** What has to be there under {@code seq}; null before the first entry of a cursor that starts behind whatever is there. */
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
        // Not at first, where older orders were moved elsewhere.
        if (last != null && entry.seq() != seq + 1) {
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
