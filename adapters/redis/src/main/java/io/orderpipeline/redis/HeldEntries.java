package io.orderpipeline.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.data.redis.connection.stream.RecordId;

/** The entries that a member has read but not yet acknowledged to Redis. Thread-safe. */
final class HeldEntries {

    private final Set<String> held = new LinkedHashSet<>();
    private final List<String> done = new ArrayList<>();

    synchronized void add(RecordId id) {
        held.add(id.getValue());
    }

    synchronized boolean has(RecordId id) {
        return held.contains(id.getValue());
    }

    /** No effect on an entry that is not held. */
    synchronized void done(RecordId id) {
        if (held.remove(id.getValue())) {
            done.add(id.getValue());
        }
    }

    /** The entries done since the last call, to be acknowledged. */
    synchronized RecordId[] takeDone() {
        RecordId[] taken = done.stream().map(RecordId::of).toArray(RecordId[]::new);
        done.clear();
        return taken;
    }

    /** Drops all others: other members have taken them over. */
    synchronized void keepOnly(Collection<String> ours) {
        held.retainAll(ours);
    }

    synchronized RecordId[] all() {
        return held.stream().map(RecordId::of).toArray(RecordId[]::new);
    }

    synchronized void clear() {
        held.clear();
        done.clear();
    }
}
