package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.OrderRefused;
import io.orderpipeline.orders.placing.Placement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges the orders of one batch, in order, against all durable orders and the earlier orders of the batch.
 *
 * <p>Not thread-safe; one instance per batch.
 */
final class DuplicateCheck {

    private final OrderIndex index;
    private final LongFunction<Order> orderAt;

    private final List<PendingOrder> accepted = new ArrayList<>();
    private final Set<Hash128> orderIds = new HashSet<>();
    private final Set<Hash128> itemIds = new HashSet<>();
    private final Map<Hash128, Order> idempotencyKeys = new HashMap<>();

    /**
     * @param orderAt reads an order back from its position in the file
     */
    DuplicateCheck(OrderIndex index, LongFunction<Order> orderAt) {
        this.index = index;
        this.orderAt = orderAt;
    }

    /** The orders accepted so far, in order. */
    List<PendingOrder> accepted() {
        return accepted;
    }

    Verdict judge(PendingOrder pending) {
        Verdict repeated = repeated(pending);
        if (repeated != null) {
            return repeated;
        }
        OrderHashes hashes = pending.hashes();
        boolean inBatch = orderIds.contains(hashes.orderId());
        if (inBatch || index.hasOrder(hashes.orderId())) {
            return new Verdict(pending, new OrderRefused.DuplicateOrderId(), inBatch);
        }
        Verdict duplicateItems = duplicateItems(pending);
        return duplicateItems != null ? duplicateItems : accept(pending);
    }

    private Verdict accept(PendingOrder pending) {
        OrderHashes hashes = pending.hashes();
        accepted.add(pending);
        orderIds.add(hashes.orderId());
        itemIds.addAll(hashes.itemIds());
        if (hashes.idempotencyKey() != null) {
            idempotencyKeys.put(hashes.idempotencyKey(), pending.order());
        }
        return new Verdict(pending, new OrderAccepted(pending.order().orderId()), true);
    }

    private @Nullable Verdict duplicateItems(PendingOrder pending) {
        Set<Hash128> repeated = repeatedInside(pending.hashes().itemIds());
        Set<String> offenders = new LinkedHashSet<>();
        boolean needsBatch = false;
        for (int i = 0; i < pending.order().itemIds().size(); i++) {
            Hash128 itemId = pending.hashes().itemIds().get(i);
            boolean inBatch = itemIds.contains(itemId);
            if (inBatch || repeated.contains(itemId) || index.hasItem(itemId)) {
                offenders.add(pending.order().itemIds().get(i));
                needsBatch |= inBatch;
            }
        }
        return offenders.isEmpty()
                ? null
                : new Verdict(pending, new OrderRefused.DuplicateItems(List.copyOf(offenders)), needsBatch);
    }

    private static Set<Hash128> repeatedInside(List<Hash128> itemIds) {
        Set<Hash128> once = new HashSet<>();
        return itemIds.stream().filter(itemId -> !once.add(itemId)).collect(Collectors.toSet());
    }

    /** The first answer again, when the same idempotency key was used before. */
    private @Nullable Verdict repeated(PendingOrder pending) {
        IdempotencyKey key = pending.order().idempotencyKey();
        Hash128 hash = pending.hashes().idempotencyKey();
        if (key == null || hash == null) {
            return null;
        }
        Order inBatch = idempotencyKeys.get(hash);
        if (inBatch != null) {
            return new Verdict(pending, repeat(inBatch, key), true);
        }
        OptionalLong position = index.positionOfKey(hash);
        return position.isPresent()
                ? new Verdict(pending, repeat(orderAt.apply(position.getAsLong()), key), false)
                : null;
    }

    private static Placement repeat(Order first, IdempotencyKey key) {
        return key.equals(first.idempotencyKey())
                ? new OrderAccepted(first.orderId())
                : new OrderRefused.IdempotencyKeyReused();
    }
}
