package io.orderpipeline.orders.placing;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns a request into an order, with an id and a time, and places it. Thread-safe. */
public final class PlaceOrder {

    private final Orders orders;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final RequestTrace trace;
    private final LongAdder received = new LongAdder();

    /**
     * Places orders in a store.
     *
     * @param ids   generates the orderId of a request that has none; never the same twice
     * @param trace called on the placing thread
     */
    public PlaceOrder(Orders orders, Clock clock, Supplier<UUID> ids, RequestTrace trace) {
        this.orders = orders;
        this.clock = clock;
        this.ids = ids;
        this.trace = trace;
    }

    /**
     * Places an order, or refuses it.
     *
     * @param idempotencyKey the key the client sends again with a retry, or null
     * @return as {@link Orders#place}
     */
    public CompletableFuture<Placement> place(OrderRequest request, @Nullable String idempotencyKey) {
        received.increment();
        String chosen = request.orderId();
        return orders.place(new Order(
                chosen == null ? ids.get().toString() : chosen,
                request.itemIds(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                idempotencyKey == null ? null : new IdempotencyKey(idempotencyKey, Fingerprint.of(request)),
                trace.traceParent()));
    }

    /** How many orders were received since the start, whatever their outcome. */
    public long received() {
        return received.sum();
    }
}
