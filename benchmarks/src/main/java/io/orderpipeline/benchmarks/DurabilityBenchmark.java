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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The price of durability: the order service on its files and the whole pipeline, compared with a store that does nothing. */
final class DurabilityBenchmark implements Benchmark {

    private static final int[] CONNECTIONS = {1, 16, 64, 256};
    private static final int WARM_UP_CONNECTIONS = 64;

    private final Table table = new Table(
            "connections",
            "nothing stored (orders/s)",
            "durable (orders/s)",
            "durable / nothing",
            "pipeline (orders/s)",
            "pipeline / nothing",
            "p99 (ms): nothing, durable, pipeline");
    private final BarChart chart = new BarChart("Orders accepted per second", "/s");

    @Override
    public Report run(Path scratch) throws Exception {
        double sync = BareDisk.medianSyncMillis(scratch);
        try (ServiceUnderTest nothing = ServiceUnderTest.forgetful(scratch.resolve("nothing"));
                ServiceUnderTest durable = ServiceUnderTest.orders(scratch.resolve("durable"), Jvm.usual());
                ServiceUnderTest pipeline = ServiceUnderTest.pipeline(scratch.resolve("pipeline"), Jvm.usual())) {
            List<ServiceUnderTest> services = List.of(nothing, durable, pipeline);
            for (ServiceUnderTest service : services) {
                post(service, WARM_UP_CONNECTIONS, Pace.closedLoop(Settings.WARM_UP));
            }
            for (int connections : CONNECTIONS) {
                measure(services, connections);
            }
        }
        return new Report("durability", "The price of durability")
                .text(
                        "The same load on three services, in " + Settings.ROUNDS + " alternating rounds of "
                                + Settings.ROUND.toSeconds()
                                + " s, client and service on the same processors: the order service with a store that"
                                + " does nothing, the order service on its files, and both services in one JVM with every notification and its log"
                                + " line. Orders of two items. Median of the rounds (lowest to highest); ratios are taken within each round.")
                .text(String.format(Locale.ROOT, "One write and fdatasync takes %.2f ms on this disk (median).", sync))
                .table(table)
                .chart(chart);
    }

    private void measure(List<ServiceUnderTest> services, int connections) throws IOException {
        List<List<LoadResult>> rounds = new ArrayList<>();
        for (int round = 0; round < Settings.ROUNDS; round++) {
            List<LoadResult> results = new ArrayList<>();
            for (ServiceUnderTest service : services) {
                results.add(post(service, connections, Pace.closedLoop(Settings.ROUND)));
            }
            rounds.add(results);
        }
        table.row(
                connections,
                spread(rounds, round -> round.get(0).acceptedPerSecond()).whole(),
                spread(rounds, round -> round.get(1).acceptedPerSecond()).whole(),
                spread(rounds, round -> ratio(round, 1)).percent(),
                spread(rounds, round -> round.get(2).acceptedPerSecond()).whole(),
                spread(rounds, round -> ratio(round, 2)).percent(),
                String.format(Locale.ROOT, "%.1f, %.1f, %.1f", p99(rounds, 0), p99(rounds, 1), p99(rounds, 2)));
        String[] labels = {"nothing stored", "durable", "whole pipeline"};
        for (int i = 0; i < labels.length; i++) {
            int service = i;
            double median = spread(rounds, round -> round.get(service).acceptedPerSecond())
                    .median();
            chart.bar(connections + " connections, " + labels[i], median, i);
        }
    }

    private static double ratio(List<LoadResult> round, int service) {
        return round.get(service).acceptedPerSecond() / round.get(0).acceptedPerSecond();
    }

    private static double p99(List<List<LoadResult>> rounds, int service) {
        return spread(rounds, round -> round.get(service).millis(99)).median();
    }

    private static Spread spread(List<List<LoadResult>> rounds, ToDoubleFunction<List<LoadResult>> figure) {
        return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
    }

    private static LoadResult post(ServiceUnderTest service, int connections, Pace pace) throws IOException {
        try (HttpLoad load = new HttpLoad(service.port(), connections)) {
            return load.run(pace);
        }
    }
}
