package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows the newest orders through the stages while the page is open. At most {@value #MOST_A_SECOND} orders per second are followed, so
 * the cost does not grow with the load; a sample is enough for latencies. Thread-safe.
 */
final class Trail {

    static final int KEPT = 400;
    static final int MOST_A_SECOND = 200;
    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private final Latencies latencies;
    private final Map<String, Journey> byOrder = new ConcurrentHashMap<>();
    /** Accepted orders, oldest first. */
    private final Deque<Journey> accepted = new ArrayDeque<>();

    private volatile boolean watched;
    private long secondBegan;
    private int begunInSecond;

    Trail(LongSupplier nanoTime, Latencies latencies) {
        this.nanoTime = nanoTime;
        this.latencies = latencies;
        this.secondBegan = nanoTime.getAsLong();
    }

    /** Checked for each event: when false, following costs nothing more. */
    boolean isWatched() {
        return watched;
    }

    /** Checked for each notification: most are about orders that are not followed. */
    boolean follows(String orderId) {
        return watched && byOrder.containsKey(orderId);
    }

    /** Starts following orders, beginning with these, the last accepted ones. */
    synchronized void watch(List<NumberedOrder> newest) {
        watched = true;
        for (NumberedOrder numbered : newest) {
            Journey journey = new Journey(numbered.order());
            if (byOrder.putIfAbsent(numbered.order().orderId(), journey) == null) {
                keep(journey);
            }
        }
    }

    /** Forgets everything. */
    synchronized void unwatch() {
        watched = false;
        byOrder.clear();
        accepted.clear();
    }

    /** Call it before an order is placed; null if the order is not followed. */
    @Nullable
    Journey begin(Order order) {
        if (!mayFollow()) {
            return null;
        }
        Journey journey = new Journey(order);
        return byOrder.putIfAbsent(order.orderId(), journey) == null ? journey : null;
    }

    /** Call it when the outcome of a placed order is known. */
    void placed(Journey journey, boolean isAccepted) {
        if (isAccepted) {
            journey.accepted(nanoTime.getAsLong());
            keep(journey);
        } else {
            byOrder.remove(journey.order().orderId(), journey);
        }
    }

    void delivered(String orderId) {
        Journey journey = byOrder.get(orderId);
        if (journey != null) {
            journey.delivered(nanoTime.getAsLong());
        }
    }

    void notified(NotificationKey key) {
        Journey journey = byOrder.get(key.orderId());
        if (journey != null && journey.notified(key.itemId(), nanoTime.getAsLong())) {
            journey.toNotified().ifPresent(latencies::add);
        }
    }

    /** The newest orders, newest first. */
    synchronized List<Journey> newest(int limit) {
        List<Journey> newest = new ArrayList<>(limit);
        Iterator<Journey> fromTheNewest = accepted.descendingIterator();
        while (newest.size() < limit && fromTheNewest.hasNext()) {
            newest.add(fromTheNewest.next());
        }
        return newest;
    }

    private synchronized void keep(Journey journey) {
        accepted.addLast(journey);
        if (accepted.size() > KEPT) {
            Journey oldest = accepted.removeFirst();
            byOrder.remove(oldest.order().orderId(), oldest);
        }
    }

    private synchronized boolean mayFollow() {
        long now = nanoTime.getAsLong();
        if (now - secondBegan >= SECOND) {
            secondBegan = now;
            begunInSecond = 0;
        }
        return begunInSecond++ < MOST_A_SECOND;
    }
}
