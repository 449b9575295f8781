package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.load.HttpLoad;
import io.orderpipeline.benchmarks.load.LoadResult;
import io.orderpipeline.benchmarks.load.Pace;
import io.orderpipeline.benchmarks.report.BarChart;
import io.orderpipeline.benchmarks.report.Report;
import io.orderpipeline.benchmarks.report.Spread;
import io.orderpipeline.benchmarks.report.Table;
import io.orderpipeline.benchmarks.server.Jvm;
import io.orderpipeline.benchmarks.server.ServiceUnderTest;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.orders.storage.file.FileOrders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The cost of a store that has grown: how long it takes to start, how much heap its index takes per id, how long an order takes.
 *
 * <p>The property {@code benchmarks.growth} sets the sizes in orders, in ascending order; 0 is an empty store.
 */
final class GrowthBenchmark implements Benchmark {

    private static final long[] SIZES = Arrays.stream(System.getProperty("benchmarks.growth", "0,1000000,10000000")
                    .split(",", -1))
            .mapToLong(Long::parseLong)
            .toArray();
    private static final int IDS_PER_ORDER = 3;
    private static final int PROBES = 5_000;
    private static final int CONNECTIONS = 64;
    /** The heap that the largest store must fit into. */
    private static final String HEAP = "-Xmx2g";

    private final Table engine = new Table(
            "orders",
            "bytes per order",
            "start (s)",
            "records per second",
            "heap bytes per id",
            "order p50 (ms)",
            "order p99 (ms)");
    private final Table service = new Table(
            "orders", "empty store (orders/s)", "grown store (orders/s)", "grown / empty", "p99 empty, grown (ms)");
    private final BarChart chart = new BarChart("Records read per second at the start", "/s");

    @Override
    public Report run(Path scratch) throws Exception {
        Path grown = scratch.resolve("grown");
        OrdersFolder folder = new OrdersFolder(grown.resolve("data").resolve("orders"));
        Files.createDirectories(folder.path());
        for (long size : SIZES) {
            folder.fillUpTo(size);
            measureEngine(folder);
        }
        measureService(grown, scratch.resolve("empty"), folder.stored());
        return new Report("growth", "A store that has grown")
                .text(
                        "Orders of two items, three ids each. A start reads and checks every record of orders.json and builds the duplicate"
                                + " index. Here " + PROBES
                                + " orders are placed one after another, each waiting for its own sync.")
                .table(engine)
                .text("The largest store over HTTP against an empty one, " + CONNECTIONS
                        + " connections, both services with `" + HEAP
                        + "`, " + Settings.ROUNDS + " alternating rounds of " + Settings.ROUND.toSeconds()
                        + " s; median (lowest to highest), ratios within each round.")
                .table(service)
                .chart(chart);
    }

    private void measureEngine(OrdersFolder folder) throws IOException {
        long before = usedHeap();
        try (JournalFolder locked = JournalFolder.open(folder.path())) {
            long stored = folder.stored();
            long start = System.nanoTime();
            FileOrders orders = folder.open(locked);
            double seconds = (System.nanoTime() - start) / 1e9;
            try (orders) {
                double heap = usedHeap() - (double) before;
                long[] latencies = probe(orders);
                engine.row(
                        whole(stored),
                        stored == 0
                                ? ""
                                : whole(Files.size(folder.path().resolve(FileOrders.FILE)) / (stored + PROBES)),
                        String.format(Locale.ROOT, "%.2f", seconds),
                        stored == 0 ? "" : whole((long) (stored / seconds)),
                        stored == 0 ? "" : String.format(Locale.ROOT, "%.1f", heap / (stored * IDS_PER_ORDER)),
                        millis(latencies[PROBES / 2]),
                        millis(latencies[PROBES * 99 / 100]));
                if (stored > 0) {
                    chart.bar(whole(stored) + " orders", stored / seconds, 1);
                }
            }
        }
    }

    private void measureService(Path grown, Path empty, long stored) throws IOException {
        List<LoadResult> ofGrown = new ArrayList<>();
        List<LoadResult> ofEmpty = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        try (ServiceUnderTest onEmpty =
                        ServiceUnderTest.orders(empty, Jvm.usual().with(HEAP));
                ServiceUnderTest onGrown =
                        ServiceUnderTest.orders(grown, Jvm.usual().with(HEAP))) {
            post(onEmpty, Pace.closedLoop(Settings.WARM_UP));
            post(onGrown, Pace.closedLoop(Settings.WARM_UP));
            for (int round = 0; round < Settings.ROUNDS; round++) {
                LoadResult first = post(onEmpty, Pace.closedLoop(Settings.ROUND));
                LoadResult second = post(onGrown, Pace.closedLoop(Settings.ROUND));
                ofEmpty.add(first);
                ofGrown.add(second);
                ratios.add(second.acceptedPerSecond() / first.acceptedPerSecond());
            }
        }
        service.row(
                whole(stored),
                perSecond(ofEmpty).whole(),
                perSecond(ofGrown).whole(),
                Spread.of(ratios).percent(),
                String.format(Locale.ROOT, "%.1f, %.1f", p99(ofEmpty), p99(ofGrown)));
    }

    private static LoadResult post(ServiceUnderTest service, Pace pace) throws IOException {
        try (HttpLoad load = new HttpLoad(service.port(), CONNECTIONS)) {
            return load.run(pace);
        }
    }

    private static Spread perSecond(List<LoadResult> rounds) {
        return Spread.of(rounds.stream().map(LoadResult::acceptedPerSecond).toList());
    }

    private static double p99(List<LoadResult> rounds) {
        return Spread.of(rounds.stream().map(round -> round.millis(99)).toList())
                .median();
    }

    private static long[] probe(FileOrders orders) {
        long[] nanos = new long[PROBES];
        for (int i = 0; i < PROBES; i++) {
            long start = System.nanoTime();
            orders.place(OrdersFolder.order()).join();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
