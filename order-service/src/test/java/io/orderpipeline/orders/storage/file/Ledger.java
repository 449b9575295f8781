package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.file.SynchronousInbox;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything acknowledged to the outside over all lives of a store, and the comparison with what the store says now. */
final class Ledger {

    private final Map<String, Order> acknowledged = new HashMap<>();
    private final Map<Long, Order> shown = new HashMap<>();
    private final Map<Long, OutboxEntry> published = new HashMap<>();
    private final Set<NotificationKey> notified = new HashSet<>();
    /** The orders whose events a relay found recorded, although a crash had kept anyone from being told. */
    private final Set<String> recorded = new HashSet<>();

    private final List<DeadLetterChange> changes = new ArrayList<>();
    private final Set<Violation> violations = EnumSet.noneOf(Violation.class);

    void acknowledge(Order order) {
        acknowledged.put(order.orderId(), order);
    }

    void publish(OutboxEntry entry) {
        published.put(entry.seq(), entry);
    }

    void notified(NotificationKey key) {
        notified.add(key);
    }

    void recorded(String orderId) {
        recorded.add(orderId);
    }

    void changed(DeadLetterChange change) {
        changes.add(change);
    }

    List<DeadLetterChange> changes() {
        return changes;
    }

    /** The highest seq that was published, 0 for none. */
    long publishedSeq() {
        return published.keySet().stream().mapToLong(seq -> seq).max().orElse(0);
    }

    void violated(Violation violation) {
        violations.add(violation);
    }

    List<Order> acknowledged() {
        return List.copyOf(acknowledged.values());
    }

    Set<Violation> violations() {
        return violations;
    }

    /** Compares, and remembers the shown orders. */
    void compare(List<NumberedOrder> orders) {
        Map<Long, Order> bySeq = new HashMap<>();
        Map<String, Order> byId = new HashMap<>();
        Set<String> itemIds = new HashSet<>();
        for (NumberedOrder numbered : orders) {
            bySeq.put(numbered.seq(), numbered.order());
            boolean unique = byId.put(numbered.order().orderId(), numbered.order()) == null;
            for (String itemId : numbered.order().itemIds()) {
                unique &= itemIds.add(itemId);
            }
            check(unique, Violation.DUPLICATE_ACCEPTED);
        }
        acknowledged.forEach((id, order) -> check(order.equals(byId.get(id)), Violation.ACKNOWLEDGED_LOST));
        shown.forEach((seq, order) -> check(order.equals(bySeq.get(seq)), Violation.SHOWN_LOST));
        published.forEach((seq, entry) -> check(isEventOf(bySeq.get(seq), entry), Violation.PHANTOM_EVENT));
        shown.putAll(bySeq);
    }

    /** Whether there is one event for each order. */
    void compare(List<NumberedOrder> orders, List<OutboxEntry> events) {
        compare(orders);
        check(events.size() == orders.size(), Violation.EVENTS_DO_NOT_MATCH);
        events.forEach(entry -> check(isEventOf(shown.get(entry.seq()), entry), Violation.EVENTS_DO_NOT_MATCH));
    }

    /** Whether each acknowledged order has been notified or has a dead letter, according to what was acknowledged or recorded. */
    void checkDelivered(SynchronousInbox inbox) {
        for (Order order : acknowledged.values()) {
            boolean sent = order.itemIds().stream()
                    .map(item -> new NotificationKey(order.orderId(), item))
                    .allMatch(key -> notified.contains(key) || inbox.contains(key));
            check(sent || isDead(order, inbox) || recorded.contains(order.orderId()), Violation.NOT_DELIVERED);
        }
    }

    private boolean isDead(Order order, SynchronousInbox inbox) {
        String id = SimulatedRelay.died(new OrderCreated(order.orderId(), order.itemIds(), order.createdAt()))
                .id();
        return inbox.find(id).isPresent()
                || changes.stream().anyMatch(change -> change.id().equals(id));
    }

    void compare(SynchronousInbox inbox) {
        notified.forEach(key -> check(inbox.contains(key), Violation.INBOX_LOST));
        for (DeadLetterChange change : changes) {
            boolean known = inbox.find(change.id())
                    .map(letter -> letter.history().contains(change))
                    .orElse(false);
            check(known, Violation.INBOX_LOST);
        }
    }

    void check(boolean kept, Violation otherwise) {
        if (!kept) {
            violations.add(otherwise);
        }
    }

    private static boolean isEventOf(@Nullable Order order, OutboxEntry entry) {
        return order != null
                && entry.event().equals(new OrderCreated(order.orderId(), order.itemIds(), order.createdAt()));
    }
}
