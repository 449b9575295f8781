package io.orderpipeline.launcher.live;

import io.orderpipeline.orders.placing.Order;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** When one order passed each stage, as seen by this process. Thread-safe. */
final class Journey {

    private static final long NEVER = Long.MIN_VALUE;

    private final Order order;
    private final Set<String> notNotified;
    private long acceptedAt = NEVER;
    private long deliveredAt = NEVER;
    private long notifiedAt = NEVER;

    Journey(Order order) {
        this.order = order;
        this.notNotified = new HashSet<>(order.itemIds());
    }

    Order order() {
        return order;
    }

    /** The order is on disk. Times are {@link System#nanoTime} values. */
    synchronized void accepted(long now) {
        acceptedAt = now;
    }

    /** Its event was handed to the notification service; the last attempt counts. */
    synchronized void delivered(long now) {
        deliveredAt = now;
    }

    /** One item was notified; true if it was the last one. */
    synchronized boolean notified(String itemId, long now) {
        boolean last = notNotified.remove(itemId) && notNotified.isEmpty();
        if (last) {
            notifiedAt = now;
        }
        return last;
    }

    synchronized boolean isDelivered() {
        return deliveredAt != NEVER;
    }

    synchronized boolean isNotified() {
        return notifiedAt != NEVER;
    }

    /** Nanoseconds from acceptance to delivery. */
    synchronized OptionalLong toDelivered() {
        return since(deliveredAt);
    }

    /** Nanoseconds from acceptance until the last item was notified. */
    synchronized OptionalLong toNotified() {
        return since(notifiedAt);
    }

    /** Empty unless this process saw both ends. */
    private OptionalLong since(long end) {
        return acceptedAt == NEVER || end == NEVER
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, end - acceptedAt));
    }
}
