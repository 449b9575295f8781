package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.outbox.OutboxEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries between the checkpoint and the cursor that are not done: in flight, or returned by a bus that could not take them.
 * Done entries leave no trace, so that one entry that takes long does not fill the window. Belongs to the relay's thread.
 */
final class UnfinishedEntries {

    private final int limit;
    /** In the order in which they were read, which is by seq. */
    private final Map<Long, OutboxEntry> unfinished = new LinkedHashMap<>();

    private final NavigableMap<Long, OutboxEntry> returned = new TreeMap<>();
    private int notifications;
    private long lastRead;

    /** @param limit takes no further entry once the unfinished ones stand for so many notifications */
    UnfinishedEntries(int limit, long startsAfter) {
        this.limit = limit;
        this.lastRead = startsAfter;
    }

    boolean isFull() {
        return notifications >= limit;
    }

    boolean hasInFlight() {
        return unfinished.size() > returned.size();
    }

    /** Every entry up to this seq is done. */
    long doneSeq() {
        return unfinished.isEmpty() ? lastRead : unfinished.keySet().iterator().next() - 1;
    }

    long lastRead() {
        return lastRead;
    }

    void read(OutboxEntry entry) {
        unfinished.put(entry.seq(), entry);
        notifications += notificationsOf(entry);
        lastRead = entry.seq();
    }

    void done(OutboxEntry entry) {
        unfinished.remove(entry.seq());
        notifications -= notificationsOf(entry);
    }

    void giveBack(OutboxEntry entry) {
        returned.put(entry.seq(), entry);
    }

    /** Takes the lowest returned entry with a seq greater than {@code seq}, to be published again. */
    @Nullable
    OutboxEntry takeReturnedAfter(long seq) {
        Map.Entry<Long, OutboxEntry> next = returned.higherEntry(seq);
        return next == null ? null : returned.remove(next.getKey());
    }

    /** An event of a thousand items weighs as much as a thousand events of one: that is what waits for the inbox. */
    private static int notificationsOf(OutboxEntry entry) {
        return entry.event() instanceof OrderCreated order ? order.itemId().size() : 1;
    }
}
