package io.orderpipeline.tools.load;

import java.util.ArrayList;
import java.util.List;

/** Every request of a load and its answer. Thread-safe. */
public final class Ledger {

    private final List<Attempt> attempts = new ArrayList<>();

    synchronized void add(Attempt attempt) {
        attempts.add(attempt);
    }

    /** The requests recorded so far. */
    public synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }
}
