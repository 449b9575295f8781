package io.orderpipeline.broker.outbox;

import io.orderpipeline.broker.Event;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An outbox in memory, for tests. Thread-safe. */
public final class InMemoryOutbox implements Outbox {

    private final List<OutboxEntry> entries = new CopyOnWriteArrayList<>();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicInteger openCursors = new AtomicInteger();
    private final long firstSeq;
    private volatile @Nullable RuntimeException damage;
    private volatile @Nullable RuntimeException lastSeqFailure;
    private volatile boolean endIsUnclear;
    private volatile int ordersWithoutEvent;

    public InMemoryOutbox() {
        this(1);
    }

    /** An outbox whose oldest entry has this seq. */
    public InMemoryOutbox(long firstSeq) {
        this.firstSeq = firstSeq;
    }

    /** Adds an event and returns its seq. */
    public synchronized long commit(Event event) {
        long seq = entries.size() + 1L;
        entries.add(new OutboxEntry(new Position(seq, Objects.hash(seq, event)), event));
        return seq;
    }

    /** Loses every entry, as if another outbox replaced this one. */
    public synchronized void lose() {
        entries.clear();
    }

    /** Makes every read fail with {@code failure} until it is null again. */
    public void damage(@Nullable RuntimeException failure) {
        damage = failure;
    }

    /** Makes {@link #lastSeq} fail with {@code failure} until it is null again. */
    public void failLastSeq(@Nullable RuntimeException failure) {
        lastSeqFailure = failure;
    }

    /** Makes it look as if something after the last entry were being written, or damaged. */
    public void makeEndUnclear(boolean unclear) {
        endIsUnclear = unclear;
    }

    /** Simulates this number of accepted orders whose event cannot be read. */
    public void acceptWithoutEvent(int orders) {
        ordersWithoutEvent = orders;
    }

    /** How often a cursor was asked for an entry. */
    public long reads() {
        return reads.get();
    }

    /** The number of open cursors. */
    public int openCursors() {
        return openCursors.get();
    }

    @Override
    public OutboxCursor after(long seq) {
        openCursors.incrementAndGet();
        return new Cursor((int) seq);
    }

    @Override
    public OutboxCursor after(Position position) {
        if (!holds(position)) {
            throw new OutboxUnreadableException("no such entry: " + position);
        }
        return after(position.seq());
    }

    @Override
    public long firstSeq() {
        failIfDamaged();
        return firstSeq;
    }

    @Override
    public long lastSeq() {
        RuntimeException failure = lastSeqFailure;
        if (failure != null) {
            throw failure;
        }
        return entries.size();
    }

    @Override
    public long acceptedSeq() {
        return lastSeq() + ordersWithoutEvent;
    }

    @Override
    public boolean holds(Position position) {
        return position.seq() <= entries.size() && position(position.seq()).equals(position);
    }

    /** The position of the entry with this seq. */
    public Position position(long seq) {
        return seq == 0 ? Position.START : entries.get((int) seq - 1).position();
    }

    private void failIfDamaged() {
        RuntimeException failure = damage;
        if (failure != null) {
            throw failure;
        }
    }

    private final class Cursor implements OutboxCursor {

        private int next;

        Cursor(int next) {
            this.next = next;
        }

        @Override
        public @Nullable OutboxEntry next() {
            reads.incrementAndGet();
            failIfDamaged();
            return next < entries.size() ? entries.get(next++) : null;
        }

        @Override
        public boolean hasUnclearEnd() {
            return endIsUnclear;
        }

        @Override
        public void close() {
            openCursors.decrementAndGet();
            next = Integer.MAX_VALUE;
        }
    }
}
