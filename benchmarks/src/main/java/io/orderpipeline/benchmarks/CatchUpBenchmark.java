package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.load.HttpLoad;
import io.orderpipeline.benchmarks.load.LoadResult;
import io.orderpipeline.benchmarks.load.Pace;
import io.orderpipeline.benchmarks.report.BarChart;
import io.orderpipeline.benchmarks.report.Report;
import io.orderpipeline.benchmarks.report.Table;
import io.orderpipeline.benchmarks.server.Jvm;
import io.orderpipeline.benchmarks.server.ServiceUnderTest;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Draining a backlog of notifications, with and without new orders.
 *
 * <p>The property {@code benchmarks.backlog} sets the number of events.
 */
final class CatchUpBenchmark implements Benchmark {

    private static final long BACKLOG = Long.getLong("benchmarks.backlog", 1_000_000);
    private static final int CONNECTIONS = 64;
    private static final int ITEMS = 2;
    private static final long LOOK_MILLIS = 50;

    private FolderView notifications = FolderView.of(Path.of("."));

    @Override
    public Report run(Path scratch) throws Exception {
        notifications = FolderView.of(scratch.resolve("data").resolve("notifications"));
        try (ServiceUnderTest pipeline = ServiceUnderTest.pipeline(scratch, Jvm.usual());
                HttpLoad load = new HttpLoad(pipeline.port(), CONNECTIONS)) {
            long orders = warmUp(pipeline, load);
            LoadResult normal = load.run(Pace.closedLoop(Settings.ROUND.multipliedBy(2)));
            orders += normal.accepted();
            awaitProcessed(orders);

            pipeline.manage("relay", "{\"action\":\"pause\"}");
            long before = orders;
            while (orders - before < BACKLOG) {
                orders += load.run(Pace.closedLoop(Settings.ROUND)).accepted();
            }
            pipeline.manage("relay", "{\"action\":\"resume\"}");
            double alone = drain(before, before + (orders - before) / 2);

            long processedBefore = processed();
            long start = System.nanoTime();
            LoadResult beside = load.run(Pace.closedLoop(Settings.ROUND.multipliedBy(2)));
            double drainedBeside = (processed() - processedBefore) * 1e9 / (System.nanoTime() - start);
            boolean backlogLeft = processed() < orders;
            return report(normal, alone, beside, drainedBeside, backlogLeft);
        }
    }

    /** Places orders and drains a backlog, so that the code of both is compiled before the measurement. */
    private long warmUp(ServiceUnderTest pipeline, HttpLoad load) throws Exception {
        long orders = load.run(Pace.closedLoop(Settings.WARM_UP)).accepted();
        pipeline.manage("relay", "{\"action\":\"pause\"}");
        orders += load.run(Pace.closedLoop(Settings.ROUND.multipliedBy(4))).accepted();
        pipeline.manage("relay", "{\"action\":\"resume\"}");
        orders += load.run(Pace.closedLoop(Settings.ROUND.multipliedBy(2))).accepted();
        awaitProcessed(orders);
        return orders;
    }

    private static Report report(
            LoadResult normal, double alone, LoadResult beside, double drainedBeside, boolean backlogLeft) {
        double accepted = normal.acceptedPerSecond();
        Table table = new Table("", "per second", "compared to normal")
                .row("orders accepted, with their notifications (normal)", whole(accepted), "")
                .row(
                        "events drained, no new orders",
                        whole(alone),
                        String.format(Locale.ROOT, "%.1f times", alone / accepted))
                .row(
                        "orders accepted while draining",
                        whole(beside.acceptedPerSecond()),
                        String.format(Locale.ROOT, "%.0f %%", 100 * beside.acceptedPerSecond() / accepted))
                .row("events drained with new orders", whole(drainedBeside), "");
        return new Report("catch-up", "Catching up after an outage")
                .text(String.format(
                        Locale.ROOT,
                        "The relay is paused until %,d events of two items wait, then resumed. Both services in one JVM, the client in"
                                + " another; %d connections in a closed loop. Each event produces two log lines and two durable keys.%s",
                        BACKLOG,
                        CONNECTIONS,
                        backlogLeft ? "" : " (The backlog was drained before the measurement with new orders ended.)"))
                .table(table)
                .chart(new BarChart("Events and orders per second", "/s")
                        .bar("orders accepted normally", accepted, 0)
                        .bar("orders accepted while draining", beside.acceptedPerSecond(), 1)
                        .bar("events drained, no new orders", alone, 2)
                        .bar("events drained with new orders", drainedBeside, 2));
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    /** Events per second between two events. */
    private double drain(long from, long to) throws Exception {
        awaitProcessed(from + 1);
        long first = processed();
        long start = System.nanoTime();
        awaitProcessed(to);
        return (processed() - first) * 1e9 / (System.nanoTime() - start);
    }

    private void awaitProcessed(long events) throws Exception {
        while (processed() < events) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private long processed() throws IOException {
        try (JournalReader keys =
                notifications.open("processed_notifications.json").orElseThrow()) {
            return keys.lastSeq() / ITEMS;
        }
    }
}
