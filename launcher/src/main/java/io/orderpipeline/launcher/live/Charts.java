package io.orderpipeline.launcher.live;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last two minutes, one sample per second. Not thread-safe. */
final class Charts {

    static final int SECONDS = 120;

    private record Sample(
            long orders,
            @Nullable Long backlog,
            @Nullable Double p50,
            @Nullable Double p99) {}

    private final Deque<Sample> samples = new ArrayDeque<>(SECONDS);

    /**
     * The samples as columns, oldest first; null where nothing was measured.
     *
     * @param orders  orders accepted in each second
     * @param backlog events not yet delivered
     * @param p50     median time from acceptance to notification, in milliseconds
     * @param p99     its 99th percentile, in milliseconds
     */
    record View(
            List<Long> orders, List<@Nullable Long> backlog, List<@Nullable Double> p50, List<@Nullable Double> p99) {}

    /** Starts over with the orders accepted so far; backlog and latencies of that time are unknown. */
    void restore(List<Instant> acceptedAt, Instant now) {
        samples.clear();
        List<Long> orders = new ArrayList<>(Collections.nCopies(SECONDS, 0L));
        for (Instant at : acceptedAt) {
            long age = now.getEpochSecond() - at.getEpochSecond();
            if (age >= 0 && age < SECONDS) {
                int second = (int) (SECONDS - 1 - age);
                orders.set(second, orders.get(second) + 1);
            }
        }
        orders.forEach(count -> samples.addLast(new Sample(count, null, null, null)));
    }

    void add(long orders, long backlog, Latencies.Sample latencies) {
        if (samples.size() == SECONDS) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(orders, backlog, millis(latencies, 0.5), millis(latencies, 0.99)));
    }

    View view() {
        List<Long> orders = new ArrayList<>(SECONDS);
        List<@Nullable Long> backlog = new ArrayList<>(SECONDS);
        List<@Nullable Double> p50 = new ArrayList<>(SECONDS);
        List<@Nullable Double> p99 = new ArrayList<>(SECONDS);
        for (Sample sample : samples) {
            orders.add(sample.orders);
            backlog.add(sample.backlog);
            p50.add(sample.p50);
            p99.add(sample.p99);
        }
        return new View(orders, backlog, p50, p99);
    }

    private static @Nullable Double millis(Latencies.Sample latencies, double share) {
        return latencies.quantile(share).stream()
                .mapToObj(Millis::rounded)
                .findFirst()
                .orElse(null);
    }
}
