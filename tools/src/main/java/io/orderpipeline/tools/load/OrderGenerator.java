package io.orderpipeline.tools.load;

import io.orderpipeline.tools.load.Attempt.PlacedOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Generates orders: most have unique ids, some compete for an id, an item or an idempotency key. Thread-safe. */
public final class OrderGenerator {

    private final String prefix;
    private final int competingInHundred;
    private final AtomicLong orders = new AtomicLong();
    private final AtomicLong tokens = new AtomicLong();

    /**
     * Orders whose ids begin with a prefix.
     *
     * @param competingInHundred the percentage of orders that compete with another one
     */
    public OrderGenerator(String prefix, int competingInHundred) {
        this.prefix = prefix;
        this.competingInHundred = competingInHundred;
    }

    /** One order, or two to send to two services at the same time. */
    List<PlacedOrder> next(RandomGenerator random) {
        String id = prefix + "-" + orders.incrementAndGet();
        if (random.nextInt(100) >= competingInHundred) {
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
