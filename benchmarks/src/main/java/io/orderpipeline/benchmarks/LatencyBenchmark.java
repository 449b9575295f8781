package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.load.HttpLoad;
import io.orderpipeline.benchmarks.load.LoadResult;
import io.orderpipeline.benchmarks.load.Pace;
import io.orderpipeline.benchmarks.report.BarChart;
import io.orderpipeline.benchmarks.report.Report;
import io.orderpipeline.benchmarks.report.Table;
import io.orderpipeline.benchmarks.server.ObservedPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The latency from the 202 to the processed key, in one JVM, in an open loop. */
final class LatencyBenchmark implements Benchmark {

    private static final int CONNECTIONS = 64;
    private static final double[] RATES = {500, 2_000};
    /** The share of the closed loop's rate to send: an open loop at the full rate would only measure its own queue. */
    private static final double SUSTAINABLE = 0.7;

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Lag lag = new Lag();
    private final Table table = new Table(
            "orders per second",
            "202 after p50, p99, p99.9 (ms)",
            "key after 202 p50, p99, p99.9 (ms)",
            "backlog at the end (orders)",
            "drained after (ms)");
    private final BarChart chart = new BarChart("From the 202 to the processed key", "ms");
    private long firstSerial = 1;

    @Override
    public Report run(Path scratch) throws Exception {
        try (ObservedPipeline pipeline = new ObservedPipeline(scratch, lag::processed, List.of());
                HttpLoad load = new HttpLoad(pipeline.port(), CONNECTIONS, lag::answered)) {
            load.run(Pace.closedLoop(Settings.WARM_UP));
            load.run(new Pace(RATES[1], Settings.WARM_UP));
            pipeline.relay().awaitDrained(TIMEOUT);
            LoadResult limit = load.run(Pace.closedLoop(Settings.ROUND.multipliedBy(2)));
            pipeline.relay().awaitDrained(TIMEOUT);
            firstSerial = load.sent() + 1;
            for (double rate : RATES) {
                measure(pipeline, load, new Pace(rate, Settings.ROUND.multipliedBy(4)), name(rate));
            }
            double sustainable = limit.acceptedPerSecond() * SUSTAINABLE;
            measure(pipeline, load, new Pace(sustainable, Settings.ROUND.multipliedBy(4)), name(sustainable));
            measure(pipeline, load, Pace.closedLoop(Settings.ROUND.multipliedBy(4)), "maximum (closed loop)");
        }
        return new Report("latency", "From the answer to the notification")
                .text(
                        "Both services and the client in one JVM. Requests are sent on a schedule, whether or not earlier ones were answered,"
                                + " and latency counts from when a request was due. A key is processed when it is durable, an order when"
                                + " both of its keys are. " + CONNECTIONS
                                + " connections. The last row sends as fast as answers arrive: it shows whether"
                                + " notifications keep up with the highest accepted rate.")
                .table(table)
                .chart(chart);
    }

    private void measure(ObservedPipeline pipeline, HttpLoad load, Pace pace, String name) throws Exception {
        LoadResult result = load.run(pace);
        long backlog = pipeline.relay().status().backlog();
        long ended = System.nanoTime();
        if (!pipeline.relay().awaitDrained(TIMEOUT)) {
            throw new IllegalStateException("the notifications did not follow in " + TIMEOUT);
        }
        double drained = (System.nanoTime() - ended) / 1e6;
        Histogram behind = lag.between(firstSerial, load.sent());
        firstSerial = load.sent() + 1;
        table.row(
                name,
                percentiles(result.latencies()),
                percentiles(behind),
                backlog,
                String.format(Locale.ROOT, "%.0f", drained));
        chart.bar(name + ", p50", behind.getValueAtPercentile(50) / 1e6, 2);
        chart.bar("p99", behind.getValueAtPercentile(99) / 1e6, 1);
    }

    private static String name(double rate) {
        return String.format(Locale.ROOT, "%,.0f", rate);
    }

    private static String percentiles(Histogram nanos) {
        return String.format(
                Locale.ROOT,
                "%.2f, %.2f, %.2f",
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getValueAtPercentile(99.9) / 1e6);
    }
}
