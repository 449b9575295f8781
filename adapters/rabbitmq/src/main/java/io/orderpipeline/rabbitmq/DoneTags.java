package io.orderpipeline.rabbitmq;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The messages of one channel that are done, by the tags that the server counts up from 1. Many are acknowledged as one where none is left out:
 * a quorum queue takes 32 acknowledgements at a time, and forgets those that wait when the channel is closed.
 */
final class DoneTags {

    private final Queue<Long> done = new ConcurrentLinkedQueue<>();
    /** All tags up to this one are acknowledged. */
    private long complete;
    /** Acknowledged ones above. */
    private final NavigableSet<Long> above = new TreeSet<>();

    /** An acknowledgement, of this tag alone or of all up to it. */
    record Ack(long tag, boolean multiple) {}

    /** Thread-safe. */
    void add(long tag) {
        done.add(tag);
    }

    /** What is to be acknowledged since the last call. For one thread. */
    List<Ack> take() {
        NavigableSet<Long> fresh = new TreeSet<>();
        for (Long tag = done.poll(); tag != null; tag = done.poll()) {
            fresh.add(tag);
        }
        above.addAll(fresh);
        while (above.remove(complete + 1)) {
            complete++;
        }
        List<Ack> acks = new ArrayList<>();
        // The server must not have been told of it before.
        Long upTo = fresh.floor(complete);
        if (upTo != null) {
            acks.add(new Ack(upTo, true));
        }
        fresh.tailSet(complete, false).forEach(tag -> acks.add(new Ack(tag, false)));
        return acks;
    }
}
