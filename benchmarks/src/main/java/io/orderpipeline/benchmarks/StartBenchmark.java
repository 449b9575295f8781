package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.load.HttpLoad;
import io.orderpipeline.benchmarks.load.Pace;
import io.orderpipeline.benchmarks.report.BarChart;
import io.orderpipeline.benchmarks.report.Report;
import io.orderpipeline.benchmarks.report.Spread;
import io.orderpipeline.benchmarks.report.Table;
import io.orderpipeline.benchmarks.server.Jvm;
import io.orderpipeline.benchmarks.server.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The time from {@code java -jar} to the first 202, with and without an archive of loaded classes. */
final class StartBenchmark implements Benchmark {

    private static final int AOT_SINCE = 25;
    private static final Duration FIRST = Duration.ofMillis(20);

    private final Table table = new Table("", "first 202 after (s)");
    private final BarChart chart = new BarChart("From java -jar to the first 202", "s");

    @Override
    public Report run(Path scratch) throws Exception {
        Path app = extract(scratch);
        Map<String, Start> starts = new LinkedHashMap<>();
        starts.put("the jar as it is", new Start(ServiceUnderTest.launcherJar(), Jvm.usual()));
        starts.put("extracted", new Start(app, Jvm.usual()));
        Path archive = scratch.resolve("app.jsa");
        train(scratch, app, "-XX:ArchiveClassesAtExit=" + archive);
        starts.put(
                "extracted, class data sharing", new Start(app, Jvm.usual().with("-XX:SharedArchiveFile=" + archive)));
        if (Runtime.version().feature() >= AOT_SINCE) {
            Path cache = scratch.resolve("app.aot");
            train(scratch, app, "-XX:AOTCacheOutput=" + cache);
            starts.put("extracted, AOT cache", new Start(app, Jvm.usual().with("-XX:AOTCache=" + cache)));
        }
        measure(scratch, starts);
        return new Report("start", "From the start to the first 202")
                .text("Both services in one JVM on an empty folder, " + Settings.ROUNDS
                        + " alternating rounds; median (lowest to highest). The archive and the cache were written by a run that took one"
                        + " order; the [overview](README.md) shows how.")
                .table(table)
                .chart(chart);
    }

    private record Start(Path jar, Jvm jvm) {}

    private void measure(Path scratch, Map<String, Start> starts) throws IOException {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int round = 0; round < Settings.ROUNDS; round++) {
            for (Map.Entry<String, Start> start : starts.entrySet()) {
                seconds.computeIfAbsent(start.getKey(), name -> new ArrayList<>())
                        .add(secondsToFirstOrder(
                                Files.createTempDirectory(scratch, "start"),
                                start.getValue().jar(),
                                start.getValue().jvm()));
            }
        }
        seconds.forEach((name, rounds) -> {
            table.row(name, Spread.of(rounds).decimals());
            chart.bar(name, Spread.of(rounds).median(), 1);
        });
    }

    /** The time from the start of both services in one JVM to the answer. */
    static double secondsToFirstOrder(Path folder, Path jar, Jvm jvm) throws IOException {
        long began = System.nanoTime();
        AtomicLong answered = new AtomicLong();
        try (ServiceUnderTest service = ServiceUnderTest.jar(folder, jar, jvm);
                HttpLoad load = new HttpLoad(
                        service.port(), 1, serial -> answered.compareAndSet(0, System.nanoTime() - began))) {
            load.run(Pace.closedLoop(FIRST));
            return answered.get() / 1e9;
        }
    }

    private static void train(Path scratch, Path app, String option) throws IOException {
        Path folder = Files.createTempDirectory(scratch, "training");
        try (ServiceUnderTest service =
                        ServiceUnderTest.jar(folder, app, Jvm.usual().with(option));
                HttpLoad load = new HttpLoad(service.port(), 1)) {
            load.run(Pace.closedLoop(FIRST));
        }
    }

    /** Archives need an ordinary classpath; Spring Boot's tool extracts the jar into one. */
    private static Path extract(Path scratch) throws IOException, InterruptedException {
        Path target = scratch.resolve("extracted");
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djarmode=tools",
                        "-jar",
                        ServiceUnderTest.launcherJar().toString(),
                        "extract",
                        "--destination",
                        target.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("the jar could not be extracted, exit " + exit);
        }
        return target.resolve(ServiceUnderTest.launcherJar().getFileName());
    }
}
