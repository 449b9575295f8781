package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.OrderRefused;
import io.orderpipeline.orders.placing.Placement;
import io.orderpipeline.orders.storage.postgres.StoredIds.FirstOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges the orders of one batch, in order, against the orders in the database and the earlier orders of the batch. Gives the same answers
 * as with files.
 *
 * <p>Not thread-safe; one instance per batch.
 */
final class BatchCheck {

    private final StoredIds stored;

    private final List<PendingOrder> accepted = new ArrayList<>();
    private final Set<String> orderIds = new HashSet<>();
    private final Set<String> itemIds = new HashSet<>();
    private final Map<String, FirstOrder> idempotencyKeys = new HashMap<>();

    BatchCheck(StoredIds stored) {
        this.stored = stored;
    }

    /** The orders accepted so far, in order. */
    List<PendingOrder> accepted() {
        return accepted;
    }

    Verdict judge(PendingOrder pending) {
        Order order = pending.order();
        Verdict repeated = repeated(pending, order.idempotencyKey());
        if (repeated != null) {
            return repeated;
        }
        boolean inBatch = orderIds.contains(order.orderId());
        if (inBatch || stored.orderIds().contains(order.orderId())) {
            return new Verdict(pending, new OrderRefused.DuplicateOrderId(), inBatch);
        }
        Verdict duplicateItems = duplicateItems(pending);
        return duplicateItems != null ? duplicateItems : accept(pending);
    }

    /** The first answer again, when the same idempotency key was used before. */
    private @Nullable Verdict repeated(PendingOrder pending, @Nullable IdempotencyKey key) {
        if (key == null) {
            return null;
        }
        FirstOrder inBatch = idempotencyKeys.get(key.value());
        FirstOrder first = inBatch == null ? stored.idempotencyKeys().get(key.value()) : inBatch;
        return first == null ? null : new Verdict(pending, repeat(first, key), inBatch != null);
    }

    private static Placement repeat(FirstOrder first, IdempotencyKey key) {
        return key.fingerprint().equals(first.fingerprint())
                ? new OrderAccepted(first.orderId())
                : new OrderRefused.IdempotencyKeyReused();
    }

    private @Nullable Verdict duplicateItems(PendingOrder pending) {
        Set<String> repeated = repeatedInside(pending.order().itemIds());
        Set<String> offenders = new LinkedHashSet<>();
        boolean needsBatch = false;
        for (String itemId : pending.order().itemIds()) {
            boolean certain = repeated.contains(itemId) || stored.itemIds().contains(itemId);
            if (certain || itemIds.contains(itemId)) {
                offenders.add(itemId);
                needsBatch |= !certain;
            }
        }
        return offenders.isEmpty()
                ? null
                : new Verdict(pending, new OrderRefused.DuplicateItems(List.copyOf(offenders)), needsBatch);
    }

    private static Set<String> repeatedInside(List<String> itemIds) {
        Set<String> once = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        for (String itemId : itemIds) {
            if (!once.add(itemId)) {
                repeated.add(itemId);
            }
        }
        return repeated;
    }

    private Verdict accept(PendingOrder pending) {
        Order order = pending.order();
        accepted.add(pending);
        orderIds.add(order.orderId());
        itemIds.addAll(order.itemIds());
        IdempotencyKey key = order.idempotencyKey();
        if (key != null) {
            idempotencyKeys.put(key.value(), new FirstOrder(order.orderId(), key.fingerprint()));
        }
        return new Verdict(pending, new OrderAccepted(order.orderId()), true);
    }
}
