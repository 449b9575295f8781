package io.orderpipeline.launcher.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest refused orders. Thread-safe. */
final class RefusedOrders {

    private static final int KEPT = 6;

    private final Deque<RefusedOrder> newest = new ArrayDeque<>();

    synchronized void add(RefusedOrder refused) {
        newest.addFirst(refused);
        if (newest.size() > KEPT) {
            newest.removeLast();
        }
    }

    /** Newest first. */
    synchronized List<RefusedOrder> newest() {
        return List.copyOf(newest);
    }
}
