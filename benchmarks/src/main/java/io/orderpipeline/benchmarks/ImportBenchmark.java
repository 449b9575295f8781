package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.report.Report;
import io.orderpipeline.benchmarks.report.Spread;
import io.orderpipeline.benchmarks.report.Table;
import io.orderpipeline.benchmarks.server.DatabaseServer;
import io.orderpipeline.benchmarks.server.ProcessorTime;
import io.orderpipeline.benchmarks.server.ServerDatabase;
import io.orderpipeline.benchmarks.server.ServiceUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Moving from files into a database.
 *
 * <p>The property {@code benchmarks.import} sets the number of orders, {@code benchmarks.import-jars} the order service jars whose command
 * is measured, alternating.
 */
final class ImportBenchmark implements Benchmark {

    private static final long ORDERS = Long.getLong("benchmarks.import", 1_000_000);

    private record Run(double seconds, double command, double server) {}

    @Override
    public Report run(Path scratch) throws Exception {
        StoppedPipeline files = new StoppedPipeline(scratch.resolve("data"));
        files.fill(ORDERS);
        boolean compares = jars().size() > 1;
        Map<Path, List<Run>> runs = new LinkedHashMap<>();
        try (DatabaseServer server = DatabaseServer.start(scratch.resolve("server"))) {
            for (int round = 0; round < Settings.ROUNDS; round++) {
                for (Path jar : jars()) {
                    runs.computeIfAbsent(jar, first -> new ArrayList<>())
                            .add(move(files, jar, server, scratch.resolve("import.log")));
                }
            }
        }
        Table table = new Table("orders", "seconds", "CPU time of the command (s)", "of the server (s)");
        for (Map.Entry<Path, List<Run>> jar : runs.entrySet()) {
            List<Run> ofOne = jar.getValue();
            table.row(
                    String.format(Locale.ROOT, "%,d", ORDERS) + (compares ? " by " + jar.getKey() : ""),
                    Spread.of(ofOne.stream().map(Run::seconds).toList()).whole(),
                    Spread.of(ofOne.stream().map(Run::command).toList()).whole(),
                    Spread.of(ofOne.stream().map(Run::server).toList()).whole());
        }
        return new Report("import", "Moving into a database")
                .text(
                        "The command `import` moves orders of two items, all of them notified, from the files of stopped services into an"
                                + " empty PostgreSQL database on the same processors, in one transaction: it verifies the files, copies"
                                + " them, builds the indexes, and compares the rows with the files one by one. From the start of the process to its end, "
                                + Settings.ROUNDS + " rounds; median (lowest to highest).")
                .table(table);
    }

    private static List<Path> jars() {
        String named = System.getProperty("benchmarks.import-jars");
        return named == null
                ? List.of(ServiceUnderTest.ordersJar())
                : Arrays.stream(named.split(",", -1)).map(Path::of).toList();
    }

    private static Run move(StoppedPipeline files, Path jar, DatabaseServer server, Path log) throws Exception {
        ServerDatabase database = server.newDatabase();
        server.checkpoint();
        double serverBefore = seconds(server.cpu());
        double commandBefore = seconds(ProcessorTime.ofEndedChildren());
        long start = System.nanoTime();
        new ImportCommand(jar).run(files.folder(), database, log);
        Run run = new Run(
                (System.nanoTime() - start) / 1e9,
                seconds(ProcessorTime.ofEndedChildren()) - commandBefore,
                seconds(server.cpu()) - serverBefore);
        files.reinstate();
        server.drop(database);
        return run;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
