package io.orderpipeline.orders.storage;

import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.OrderRefused;
import io.orderpipeline.orders.placing.Placement;
import io.orderpipeline.orders.storage.StoredIds.KeyedOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges the orders of one batch, in order, against the stored orders and the earlier orders of the batch.
 *
 * <p>Not thread-safe; one instance per batch.
 *
 * @param <P> an order on its way into the store
 * @param <I> an id in the form in which the store compares ids
 */
public final class BatchCheck<P extends Pending<I>, I> {

    private final StoredIds<I> stored;

    private final List<P> accepted = new ArrayList<>();
    private final Set<I> orderIds = new HashSet<>();
    private final Set<I> itemIds = new HashSet<>();
    private final Map<I, KeyedOrder> idempotencyKeys = new HashMap<>();

    public BatchCheck(StoredIds<I> stored) {
        this.stored = stored;
    }

    /** The orders accepted so far, in order. */
    public List<P> accepted() {
        return accepted;
    }

    public Verdict judge(P pending) {
        Verdict repeated = repeated(pending);
        if (repeated != null) {
            return repeated;
        }
        boolean inBatch = orderIds.contains(pending.orderId());
        if (inBatch || stored.hasOrder(pending.orderId())) {
            return new Verdict(pending, new OrderRefused.DuplicateOrderId(), inBatch);
        }
        Verdict duplicateItems = duplicateItems(pending);
        return duplicateItems != null ? duplicateItems : accept(pending);
    }

    /** The first answer again, when the same idempotency key was used before. */
    private @Nullable Verdict repeated(P pending) {
        IdempotencyKey key = pending.order().idempotencyKey();
        I id = pending.idempotencyKey();
        if (key == null || id == null) {
            return null;
        }
        KeyedOrder inBatch = idempotencyKeys.get(id);
        KeyedOrder first = inBatch == null ? stored.orderWith(id) : inBatch;
        return first == null ? null : new Verdict(pending, repeat(first, key), inBatch != null);
    }

    private static Placement repeat(KeyedOrder first, IdempotencyKey key) {
        return key.equals(first.key()) ? new OrderAccepted(first.orderId()) : new OrderRefused.IdempotencyKeyReused();
    }

    private @Nullable Verdict duplicateItems(P pending) {
        List<I> ids = pending.itemIds();
        Set<I> repeated = repeatedInside(ids);
        Set<String> offenders = new LinkedHashSet<>();
        boolean needsBatch = false;
        for (int i = 0; i < ids.size(); i++) {
            boolean certain = repeated.contains(ids.get(i)) || stored.hasItem(ids.get(i));
            if (certain || itemIds.contains(ids.get(i))) {
                offenders.add(pending.order().itemIds().get(i));
                needsBatch |= !certain;
            }
        }
        return offenders.isEmpty()
                ? null
                : new Verdict(pending, new OrderRefused.DuplicateItems(List.copyOf(offenders)), needsBatch);
    }

    private Set<I> repeatedInside(List<I> ids) {
        Set<I> once = new HashSet<>();
        Set<I> repeated = new HashSet<>();
        for (I id : ids) {
            if (!once.add(id)) {
                repeated.add(id);
            }
        }
        return repeated;
    }

    private Verdict accept(P pending) {
        Order order = pending.order();
        accepted.add(pending);
        orderIds.add(pending.orderId());
        itemIds.addAll(pending.itemIds());
        I id = pending.idempotencyKey();
        if (id != null) {
            idempotencyKeys.put(id, new KeyedOrder(order.orderId(), order.idempotencyKey()));
        }
        return new Verdict(pending, new OrderAccepted(order.orderId()), true);
    }
}
