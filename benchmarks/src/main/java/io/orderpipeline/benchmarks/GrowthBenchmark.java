package io.orderpipeline.benchmarks;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.GroupCommit.Limits;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.orders.order.Order;
import io.orderpipeline.orders.order.Placement;
import io.orderpipeline.orders.storage.file.FileOrders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What a store costs that has grown: how fast it starts, how much heap its index takes for each id, how long an order takes.
 *
 * <p>Usage: {@code GrowthBenchmark folder orders...}, for example {@code GrowthBenchmark /tmp/growth 0 1000000 10000000}. The folder
 * is filled with orders of two items until it holds the number asked for, and is kept, so that a second run only starts.
 */
final class GrowthBenchmark {

    private static final int IDS_PER_ORDER = 3;
    private static final int IN_FLIGHT = 5_000;
    private static final int PROBES = 2_000;

    private final Path folder;

    private GrowthBenchmark(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        GrowthBenchmark benchmark = new GrowthBenchmark(Path.of(args[0]));
        System.out.println(
                "| orders | bytes an order | start (s) | records a second | heap bytes an id | order p50 (us) | order p99 (us) |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (String orders : Arrays.asList(args).subList(1, args.length)) {
            benchmark.fillUpTo(Long.parseLong(orders));
            benchmark.measure();
        }
    }

    private void fillUpTo(long wanted) {
        try (JournalFolder locked = JournalFolder.open(folder);
                FileOrders orders = open(locked)) {
            long stored = stored();
            Deque<CompletableFuture<Placement>> inFlight = new ArrayDeque<>();
            for (long i = stored; i < wanted; i++) {
                if (inFlight.size() == IN_FLIGHT) {
                    inFlight.remove().join();
                }
                inFlight.add(orders.place(order()));
            }
            inFlight.forEach(CompletableFuture::join);
        }
    }

    private void measure() throws IOException {
        long before = usedHeap();
        try (JournalFolder locked = JournalFolder.open(folder)) {
            long start = System.nanoTime();
            FileOrders orders = open(locked);
            double seconds = (System.nanoTime() - start) / 1e9;
            try (orders) {
                long stored = stored();
                double heap = usedHeap() - (double) before;
                long[] latencies = probe(orders);
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %.0f | %.2f | %.0f | %.1f | %d | %d |%n",
                        stored,
                        stored == 0 ? 0 : (double) Files.size(folder.resolve(FileOrders.FILE)) / stored,
                        seconds,
                        stored / seconds,
                        stored == 0 ? 0 : heap / (stored * IDS_PER_ORDER),
                        latencies[PROBES / 2] / 1_000,
                        latencies[PROBES * 99 / 100] / 1_000);
            }
        }
    }

    /** One order after the other, each waiting for its sync. */
    private static long[] probe(FileOrders orders) {
        long[] nanos = new long[PROBES];
        for (int i = 0; i < PROBES; i++) {
            long start = System.nanoTime();
            orders.place(order()).join();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private FileOrders open(JournalFolder locked) {
        // The outbox is closed in segments as in a service; nothing reads it here, so that nothing is archived.
        OutboxRetention retention = new OutboxRetention(64 << 20, Duration.ZERO, () -> 0);
        return FileOrders.open(locked, CommitBell.insideOneJvm(), retention, Limits.USUAL, failure -> {
            throw new IllegalStateException(failure);
        });
    }

    private long stored() {
        try (JournalReader reader = FolderView.of(folder).open(FileOrders.FILE).orElseThrow()) {
            return reader.lastSeq();
        }
    }

    private static Order order() {
        String id = UUID.randomUUID().toString();
        return new Order(id, List.of(id.substring(0, 18) + "-a", id.substring(0, 18) + "-b"), Instant.now(), null);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
