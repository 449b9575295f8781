package io.orderpipeline.postgres.outbox;

import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Reads page by page, and holds no connection between pages. Not thread-safe. */
final class PostgresOutboxCursor implements OutboxCursor {

    private final PostgresOutbox outbox;
    private final Queue<OutboxEntry> page = new ArrayDeque<>();
    private long seq;
    private @Nullable Position unproven;

    /** Whether the next entry has to have the next seq: not at first where older orders were moved elsewhere. */
    private boolean isPlaced;

    /** @param position what has to be there, or null to start behind {@code seq} whatever that is */
    PostgresOutboxCursor(PostgresOutbox outbox, long seq, @Nullable Position position) {
        this.outbox = outbox;
        this.seq = seq;
        this.unproven = position;
        this.isPlaced = position != null && position.seq() > 0;
    }

    @Override
    public @Nullable OutboxEntry next() {
        Position expected = unproven;
        if (expected != null) {
            if (!outbox.holds(expected)) {
                throw new OutboxUnreadableException("the orders have no seq " + expected.seq() + " with mark "
                        + Integer.toHexString(expected.mark()));
            }
            unproven = null;
        }
        if (page.isEmpty()) {
            page.addAll(outbox.page(connection -> EventRows.after(connection, seq)));
        }
        OutboxEntry entry = page.peek();
        if (entry == null) {
            return null;
        }
        if (isPlaced && entry.seq() != seq + 1) {
            page.clear();
            throw new OutboxUnreadableException(
                    "seq " + (seq + 1) + " is missing in orders: seq " + entry.seq() + " follows " + seq);
        }
        isPlaced = true;
        seq = entry.seq();
        return page.remove();
    }

    @Override
    public void close() {
        page.clear();
    }
}
