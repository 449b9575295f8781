package io.orderpipeline.orders.placing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Orders kept only in memory, to test the code in front of a store. */
public final class InMemoryOrders implements Orders {

    private final List<NumberedOrder> accepted = new ArrayList<>();
    private final Map<String, Order> byId = new HashMap<>();
    private final Map<String, Order> byIdempotencyKey = new HashMap<>();
    private final Set<String> items = new HashSet<>();

    @Override
    public synchronized CompletableFuture<Placement> place(Order order) {
        return CompletableFuture.completedFuture(placed(order));
    }

    private Placement placed(Order order) {
        IdempotencyKey key = order.idempotencyKey();
        if (key != null && byIdempotencyKey.containsKey(key.value())) {
            return repeated(byIdempotencyKey.get(key.value()), key);
        }
        if (byId.containsKey(order.orderId())) {
            return new OrderRefused.DuplicateOrderId();
        }
        List<String> duplicates = duplicates(order.itemIds());
        if (!duplicates.isEmpty()) {
            return new OrderRefused.DuplicateItems(duplicates);
        }
        accepted.add(new NumberedOrder(accepted.size() + 1L, order));
        byId.put(order.orderId(), order);
        items.addAll(order.itemIds());
        if (key != null) {
            byIdempotencyKey.put(key.value(), order);
        }
        return new OrderAccepted(order.orderId());
    }

    private static Placement repeated(@Nullable Order first, IdempotencyKey key) {
        return first != null && key.equals(first.idempotencyKey())
                ? new OrderAccepted(first.orderId())
                : new OrderRefused.IdempotencyKeyReused();
    }

    private List<String> duplicates(List<String> wanted) {
        return wanted.stream()
                .filter(item -> items.contains(item) || Collections.frequency(wanted, item) > 1)
                .distinct()
                .toList();
    }

    @Override
    public synchronized Optional<Order> find(String orderId) {
        return Optional.ofNullable(byId.get(orderId));
    }

    @Override
    public synchronized List<NumberedOrder> after(long seq, int limit) {
        return accepted.stream().skip(seq).limit(limit).toList();
    }
}
