package io.orderpipeline.tools.load;

import io.orderpipeline.tools.load.Attempt.PlacedOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Makes orders: most have ids of their own, some compete for an id, an item or an idempotency key. Thread-safe. */
final class OrderIdeas {

    private static final int COMPETING_IN_HUNDRED = 12;

    private final String prefix;
    private final AtomicLong orders = new AtomicLong();
    private final AtomicLong tokens = new AtomicLong();

    OrderIdeas(String prefix) {
        this.prefix = prefix;
    }

    /** One order, or two to be sent at the same time to two services. */
    List<PlacedOrder> next(RandomGenerator random) {
        String id = prefix + "-" + orders.incrementAndGet();
        if (random.nextInt(100) >= COMPETING_IN_HUNDRED) {
            return List.of(order(id, id + "-b"));
        }
        return switch (random.nextInt(3)) {
            case 0 -> List.of(order(id, id + "-b"), order(id, id + "-c"));
            case 1 -> List.of(order(id + "-l", id + "-shared"), order(id + "-r", id + "-shared"));
            default -> {
                PlacedOrder repeated = new PlacedOrder(id, List.of(token(), id + "-b"), "key-" + id);
                yield List.of(repeated, repeated);
            }
        };
    }

    private PlacedOrder order(String id, String item) {
        return new PlacedOrder(id, List.of(token(), item), null);
    }

    private String token() {
        return prefix + "-t" + tokens.incrementAndGet();
    }
}
