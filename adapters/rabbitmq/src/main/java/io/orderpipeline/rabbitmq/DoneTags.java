package io.orderpipeline.rabbitmq;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The delivery tags, which the server counts up from 1, of the messages of one channel that are done. Many are acknowledged as one if none
 * is missing between them: a quorum queue takes 32 acknowledgements at a time, and drops those still waiting when the channel is closed.
 */
final class DoneTags {

    private final Queue<Long> done = new ConcurrentLinkedQueue<>();
    /** All tags up to this one are acknowledged. */
    private long complete;
    /** Acknowledged tags above it. */
    private final NavigableSet<Long> above = new TreeSet<>();

    /** An acknowledgement of this tag or, if multiple, of all tags up to it. */
    record Ack(long tag, boolean multiple) {}

    /** Thread-safe. */
    void add(long tag) {
        done.add(tag);
    }

    /** The acknowledgements due since the last call. For one thread. */
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
        // The server accepts no tag twice.
        Long upTo = fresh.floor(complete);
        if (upTo != null) {
            acks.add(new Ack(upTo, true));
        }
        fresh.tailSet(complete, false).forEach(tag -> acks.add(new Ack(tag, false)));
        return acks;
    }
}
