package io.orderpipeline.launcher.live;

import io.orderpipeline.orders.placing.Order;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** When one order passed each stage, as far as this process has seen it. Thread-safe. */
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

    /** On disk. Times are those of {@link System#nanoTime}. */
    synchronized void accepted(long now) {
        acceptedAt = now;
    }

    /** Handed to the notification service; the last time counts. */
    synchronized void delivered(long now) {
        deliveredAt = now;
    }

    /** One of its items; true when that was the last one. */
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

    /** Nanoseconds from its acceptance to its delivery. */
    synchronized OptionalLong toDelivered() {
        return since(deliveredAt);
    }

    /** Nanoseconds from its acceptance until its last item was notified. */
    synchronized OptionalLong toNotified() {
        return since(notifiedAt);
    }

    /** None when this process did not see both ends. */
    private OptionalLong since(long end) {
        return acceptedAt == NEVER || end == NEVER
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, end - acceptedAt));
    }
}
