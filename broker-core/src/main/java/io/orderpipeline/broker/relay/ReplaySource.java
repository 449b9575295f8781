package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of an outbox that a replay reads: the entries of its range, up to the newest when it started. It ends early at an unreadable
 * entry. Not thread-safe: used by the replay's thread only.
 */
final class ReplaySource implements Outbox {

    private final Outbox outbox;
    private final ReplayRange range;
    private final long first;
    private final long last;
    private final BooleanSupplier stopped;
    private boolean exhausted;
    private @Nullable RuntimeException problem;

    /** @param stopped whether to stop searching for entries of the range */
    ReplaySource(Outbox outbox, ReplayRange range, BooleanSupplier stopped) {
        this.outbox = outbox;
        this.range = range;
        this.first = range.isFromTheOldest() ? outbox.firstSeq() : range.fromSeq();
        this.last = Math.min(range.toSeq(), outbox.lastSeq());
        this.stopped = stopped;
    }

    /** Whether it has no more entries. */
    boolean isExhausted() {
        return exhausted;
    }

    /** Why it ended early; null if it did not. */
    @Nullable
    RuntimeException problem() {
        return problem;
    }

    @Override
    public OutboxCursor after(long seq) {
        return new Cursor(Math.max(seq, first - 1));
    }

    @Override
    public OutboxCursor after(Position position) {
        return after(position.seq());
    }

    @Override
    public long firstSeq() {
        return first;
    }

    @Override
    public long lastSeq() {
        return last;
    }

    @Override
    public long acceptedSeq() {
        return last;
    }

    @Override
    public boolean holds(Position position) {
        return outbox.holds(position);
    }

    private final class Cursor implements OutboxCursor {

        private long lastRead;
        private @Nullable OutboxCursor cursor;

        Cursor(long start) {
            this.lastRead = start;
        }

        @Override
        public @Nullable OutboxEntry next() {
            try {
                exhausted |= lastRead >= range.toSeq();
                while (!exhausted && !stopped.getAsBoolean()) {
                    OutboxEntry entry = read();
                    if (entry == null && hasUnclearEnd()) {
                        return null; // The next read shows whether it is damaged.
                    }
                    if (entry == null || entry.seq() > last) {
                        exhausted = true;
                    } else {
                        lastRead = entry.seq();
                        if (range.contains(entry.event())) {
                            return entry;
                        }
                    }
                }
            } catch (RuntimeException e) {
                exhausted = true;
                problem = e;
            }
            return null;
        }

        private @Nullable OutboxEntry read() {
            if (cursor == null) {
                cursor = outbox.after(lastRead);
            }
            return cursor.next();
        }

        @Override
        public boolean hasUnclearEnd() {
            return cursor != null && cursor.hasUnclearEnd();
        }

        @Override
        public void close() {
            if (cursor != null) {
                cursor.close();
            }
        }
    }
}
