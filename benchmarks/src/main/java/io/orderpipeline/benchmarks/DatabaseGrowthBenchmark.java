package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.Contestant.Round;
import io.orderpipeline.benchmarks.report.Report;
import io.orderpipeline.benchmarks.report.Table;
import io.orderpipeline.benchmarks.server.DatabaseServer;
import io.orderpipeline.benchmarks.server.ServerDatabase;
import io.orderpipeline.benchmarks.server.ServiceUnderTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The pipeline on databases that hold many orders, compared with an empty database.
 *
 * <p>The property {@code benchmarks.database-growth} lists the sizes, in orders.
 */
final class DatabaseGrowthBenchmark implements Benchmark {

    private static final int CONNECTIONS = 64;
    private static final long[] SIZES = Arrays.stream(
                    System.getProperty("benchmarks.database-growth", "200000").split(","))
            .mapToLong(Long::parseLong)
            .toArray();

    private final Table imports = new Table("orders", "imported in (s)", "per second");

    @Override
    public Report run(Path scratch) throws Exception {
        List<Contestant> contestants = new ArrayList<>();
        try (DatabaseServer server = DatabaseServer.start(scratch.resolve("server"))) {
            List<ServerDatabase> grown = new ArrayList<>();
            for (long size : SIZES) {
                grown.add(imported(size, server, scratch.resolve("files-" + size)));
            }
            try {
                contestants.add(Contestant.pipeline(server, server.newDatabase(), scratch.resolve("empty")));
                for (int i = 0; i < SIZES.length; i++) {
                    contestants.add(Contestant.pipeline(server, grown.get(i), scratch.resolve("grown-" + SIZES[i])));
                }
                return report(Rounds.of(contestants, CONNECTIONS));
            } finally {
                contestants.forEach(Contestant::close);
            }
        }
    }

    private ServerDatabase imported(long size, DatabaseServer server, Path folder) throws Exception {
        StoppedPipeline files = new StoppedPipeline(folder);
        files.fill(size);
        ServerDatabase database = server.newDatabase();
        long start = System.nanoTime();
        new ImportCommand(ServiceUnderTest.ordersJar())
                .run(files.folder(), database, folder.resolveSibling("import.log"));
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        imports.row(orders(size), whole(seconds), whole(size / seconds));
        return database;
    }

    private Report report(Rounds rounds) {
        Table table = new Table(
                "completed orders",
                "orders done per second",
                "compared with empty",
                "CPU time per order (us)",
                "compared with empty");
        for (int i = 0; i <= SIZES.length; i++) {
            table.row(
                    i == 0 ? "0 (empty)" : orders(SIZES[i - 1]),
                    rounds.spread(i, Round::donePerSecond).whole(),
                    rounds.ratio(i, Round::donePerSecond).percent(),
                    rounds.spread(i, Round::cpuMicrosAnOrder).whole(),
                    rounds.ratio(i, Round::cpuMicrosAnOrder).percent());
        }
        return new Report("postgres-growth", "A database that has grown")
                .text(
                        "Completed orders, loaded by the command `import`, against an empty database before the warm-up. PostgreSQL"
                                + " 18 with default settings, `fsync` on, on the same processors as the services and the client. "
                                + CONNECTIONS
                                + " connections in a closed loop, " + Settings.ROUNDS + " alternating rounds of "
                                + Settings.ROUND.toSeconds()
                                + " s. Median of the rounds (lowest to highest); ratios are taken within each round.")
                .table(table)
                .text("Duration of the import, for orders of two items with their notifications:")
                .table(imports);
    }

    private static String orders(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }
}
