package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.Contestant.Round;
import io.orderpipeline.benchmarks.load.HttpLoad;
import io.orderpipeline.benchmarks.load.LoadResult;
import io.orderpipeline.benchmarks.load.Pace;
import io.orderpipeline.benchmarks.report.BarChart;
import io.orderpipeline.benchmarks.report.Report;
import io.orderpipeline.benchmarks.report.Spread;
import io.orderpipeline.benchmarks.report.Table;
import io.orderpipeline.benchmarks.server.DatabaseServer;
import io.orderpipeline.benchmarks.server.ObservedPipeline;
import io.orderpipeline.benchmarks.server.ServiceUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The pipeline on PostgreSQL: compared with the same job on Spring Modulith and with a transaction per request, how far notifications lag
 * behind, and a backlog.
 *
 * <p>The property {@code benchmarks.database-backlog} sets the number of orders.
 */
final class DatabaseBenchmark implements Benchmark {

    private static final long BACKLOG = Long.getLong("benchmarks.database-backlog", 50_000);
    private static final int CONNECTIONS = 64;
    private static final double[] RATES = {500, 1_000};
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 50;

    private final Report report = new Report("postgres", "On PostgreSQL");
    private final BarChart chart = new BarChart("Orders per second, notified", "/s");

    @Override
    public Report run(Path scratch) throws Exception {
        try (DatabaseServer server = DatabaseServer.start(scratch.resolve("server"))) {
            report.text("PostgreSQL 18 with default settings, `fsync` on, on the same processors as the services and"
                    + " the client. " + CONNECTIONS + " connections in a closed loop, orders of two items, "
                    + Settings.ROUNDS + " alternating rounds of " + Settings.ROUND.toSeconds()
                    + " s. Median of the rounds (lowest to highest); ratios are taken within each round.");
            compare(server, scratch);
            followNotifications(server, scratch.resolve("latency"));
        }
        return report.chart(chart);
    }

    private void compare(DatabaseServer server, Path scratch) throws Exception {
        try (Contestant pipeline = Contestant.pipeline(server, server.newDatabase(), scratch.resolve("pipeline"));
                Contestant modulith = Contestant.modulith(server, server.newDatabase(), scratch.resolve("modulith"));
                Contestant transactions =
                        Contestant.transactions(server, server.newDatabase(), scratch.resolve("transactions"))) {
            Rounds rounds = Rounds.of(List.of(pipeline, modulith, transactions), CONNECTIONS);
            Table table = new Table(
                    "",
                    "accepted per second",
                    "done per second",
                    "CPU time per order (us)",
                    "p99 of the answer (ms)",
                    "done, relative to this pipeline",
                    "CPU time, relative to this pipeline");
            String[] names = {"this pipeline", "Spring Modulith", "a transaction per request"};
            for (int i = 0; i < names.length; i++) {
                Spread done = rounds.spread(i, Round::donePerSecond);
                table.row(
                        names[i],
                        rounds.spread(i, round -> round.load().acceptedPerSecond())
                                .whole(),
                        done.whole(),
                        rounds.spread(i, Round::cpuMicrosAnOrder).whole(),
                        String.format(
                                Locale.ROOT,
                                "%.1f",
                                rounds.spread(i, round -> round.load().millis(99))
                                        .median()),
                        rounds.ratio(i, Round::donePerSecond).decimals(),
                        rounds.ratio(i, Round::cpuMicrosAnOrder).decimals());
                chart.bar(names[i], done.median(), i + 1);
            }
            report.text("## Against Spring Modulith")
                    .text(
                            "The same job three times, each in one JVM with its own database. This pipeline: order and notification service;"
                                    + " an order is committed in a batch, notified with two log lines and recorded as two keys. Spring Modulith"
                                    + " 2.1: a request's transaction inserts the order, its items and the event publication; then an"
                                    + " `@ApplicationModuleListener` writes the two log lines and the registry marks the publication as"
                                    + " completed. It records no keys, so it does less. The third is the same application without events: only"
                                    + " the transaction remains. Both have a pool of 16 connections. An order is done when it is notified and"
                                    + " that is recorded; the time counts until the last order of a round is done. CPU time is that of the"
                                    + " service and of all PostgreSQL processes.")
                    .table(table);
            drain(pipeline);
        }
    }

    private void drain(Contestant pipeline) throws Exception {
        ServiceUnderTest service = pipeline.service();
        try (HttpLoad load = new HttpLoad(service.port(), CONNECTIONS)) {
            LoadResult normal = load.run(Pace.closedLoop(Settings.ROUND.multipliedBy(2)));
            pipeline.awaitDone();
            service.manage("relay", "{\"action\":\"pause\"}");
            while (service.backlog() < BACKLOG) {
                load.run(Pace.closedLoop(Settings.ROUND));
            }
            service.manage("relay", "{\"action\":\"resume\"}");
            double alone = drainAlone(service, service.backlog() / 2);
            long before = service.doneSeq();
            long start = System.nanoTime();
            LoadResult beside = load.run(Pace.closedLoop(Settings.ROUND.multipliedBy(2)));
            double drained = (service.doneSeq() - before) * 1e9 / (System.nanoTime() - start);
            boolean backlogLeft = service.backlog() > CONNECTIONS;
            double usual = normal.acceptedPerSecond();
            report.text("## A backlog")
                    .text(String.format(
                            Locale.ROOT,
                            "The relay is paused until %,d events wait, then resumed.%s",
                            BACKLOG,
                            backlogLeft
                                    ? ""
                                    : " (The backlog was drained before the measurement with new orders ended.)"))
                    .table(new Table("", "per second", "compared to normal")
                            .row("orders accepted, with their notifications (normal)", whole(usual), "")
                            .row("events drained, no new orders", whole(alone), percent(alone / usual))
                            .row(
                                    "orders accepted while draining",
                                    whole(beside.acceptedPerSecond()),
                                    percent(beside.acceptedPerSecond() / usual))
                            .row("events drained with new orders", whole(drained), percent(drained / usual)));
            pipeline.awaitDone();
        }
    }

    /** Events per second, until this many are left. */
    private static double drainAlone(ServiceUnderTest service, long left) throws Exception {
        long first = service.doneSeq();
        long start = System.nanoTime();
        while (service.backlog() > left) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return (service.doneSeq() - first) * 1e9 / (System.nanoTime() - start);
    }

    private void followNotifications(DatabaseServer server, Path folder) throws Exception {
        Table table = new Table("orders per second", "202 after p50, p99 (ms)", "key after 202 p50, p99 (ms)");
        Lag lag = new Lag();
        try (ObservedPipeline pipeline = new ObservedPipeline(
                        folder, lag::processed, server.newDatabase().arguments());
                HttpLoad load = new HttpLoad(pipeline.port(), CONNECTIONS, lag::answered)) {
            load.run(Pace.closedLoop(Settings.WARM_UP));
            pipeline.relay().awaitDrained(TIMEOUT);
            for (double rate : RATES) {
                long first = load.sent() + 1;
                LoadResult result = load.run(new Pace(rate, Settings.ROUND.multipliedBy(4)));
                pipeline.relay().awaitDrained(TIMEOUT);
                table.row(whole(rate), percentiles(result.latencies()), percentiles(lag.between(first, load.sent())));
            }
        }
        report.text("## From the answer to the notification")
                .text(
                        "Requests are sent on a schedule. An answer is sent when the order is committed; a key is processed when it is"
                                + " committed, an order when both of its keys are.")
                .table(table);
    }

    private static String percentiles(Histogram nanos) {
        return String.format(
                Locale.ROOT, "%.1f, %.1f", nanos.getValueAtPercentile(50) / 1e6, nanos.getValueAtPercentile(99) / 1e6);
    }

    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.0f %%", ratio * 100);
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }
}
