package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries between the checkpoint and the cursor that are not done: in flight, or returned by a bus that could not take them.
 * Done entries are dropped at once, so a slow entry does not fill the window. Used by the relay's thread only.
 */
final class UnfinishedEntries {

    private final int limit;
    /** The position just before each entry, by its seq, in reading order. */
    private final Map<Long, Position> unfinished = new LinkedHashMap<>();

    private final NavigableMap<Long, OutboxEntry> returned = new TreeMap<>();
    /** The seqs of entries that the subscriber keeps for a later attempt: not done, and not in the window. */
    private final Set<Long> parked = new HashSet<>();

    private int notifications;
    private Position lastRead;

    /**
     * @param limit how many notifications the unfinished entries may ask for before no more are taken: an event with a thousand items
     *     counts as much as a thousand events with one
     */
    UnfinishedEntries(int limit, Position startsAfter) {
        this.limit = limit;
        this.lastRead = startsAfter;
    }

    boolean isFull() {
        return notifications >= limit;
    }

    boolean hasUnfinished() {
        return !unfinished.isEmpty();
    }

    /** Whether twice the window is used up: then not even a probe may be taken. */
    boolean isOverfull() {
        return notifications >= 2L * limit;
    }

    boolean hasInFlight() {
        return unfinished.size() > returned.size();
    }

    /** Whether an entry is in flight and not parked, so that its outcome is expected soon. */
    boolean hasOutcomeToCome() {
        return unfinished.size() > returned.size() + parked.size();
    }

    /** Every entry up to this position is done. */
    Position done() {
        return unfinished.isEmpty() ? lastRead : unfinished.values().iterator().next();
    }

    Position lastRead() {
        return lastRead;
    }

    void read(OutboxEntry entry) {
        unfinished.put(entry.seq(), lastRead);
        notifications += entry.event().notifications();
        lastRead = entry.position();
    }

    void done(OutboxEntry entry) {
        unfinished.remove(entry.seq());
        if (!parked.remove(entry.seq())) {
            notifications -= entry.event().notifications();
        }
    }

    void giveBack(OutboxEntry entry) {
        if (parked.remove(entry.seq())) {
            notifications += entry.event().notifications();
        }
        returned.put(entry.seq(), entry);
    }

    /** Takes an in-flight entry out of the window until it is done or given back. */
    void park(OutboxEntry entry) {
        if (unfinished.containsKey(entry.seq()) && !returned.containsKey(entry.seq()) && parked.add(entry.seq())) {
            notifications -= entry.event().notifications();
        }
    }

    /** Removes and returns the lowest returned entry with a seq greater than {@code seq}, to be published again. */
    @Nullable
    OutboxEntry takeReturnedAfter(long seq) {
        Map.Entry<Long, OutboxEntry> next = returned.higherEntry(seq);
        return next == null ? null : returned.remove(next.getKey());
    }
}
