package io.orderpipeline.orders.storage;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Statistics of the group commit, for any store; updated once per batch, not per order. The mean batch size is {@code commit_orders_total}
 * divided by {@code commit_sync_seconds_count}.
 *
 * <p>Thread-safe: one thread counts, any thread reads.
 */
public final class CommitStatistics implements MeterBinder {

    private final LongAdder batches = new LongAdder();
    private final LongAdder orders = new LongAdder();
    private final LongAdder syncNanos = new LongAdder();
    private volatile LongSupplier indexed = () -> 0;

    /**
     * Counts a batch that became durable.
     *
     * @param nanos how long the disk or the database took for it
     */
    public void committed(int batch, long nanos) {
        batches.increment();
        orders.add(batch);
        syncNanos.add(nanos);
    }

    /** Sets the supplier of the number of ids in the duplicate check's memory; any thread may call it. */
    public void indexedBy(LongSupplier ids) {
        indexed = ids;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("commit.orders", orders, LongAdder::sum)
                .description("Orders that became durable since the start")
                .register(registry);
        FunctionTimer.builder(
                        "commit.sync",
                        this,
                        statistics -> statistics.batches.sum(),
                        statistics -> statistics.syncNanos.sum(),
                        TimeUnit.NANOSECONDS)
                .description("Batches of orders that became durable, and the time the store took for them")
                .register(registry);
        Gauge.builder("index.ids", this, statistics -> statistics.indexed.getAsLong())
                .description("Ids in the duplicate check's memory; 0 where a database checks")
                .register(registry);
    }
}
