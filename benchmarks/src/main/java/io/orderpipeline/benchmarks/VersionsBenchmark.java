package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.load.HttpLoad;
import io.orderpipeline.benchmarks.load.LoadResult;
import io.orderpipeline.benchmarks.load.Pace;
import io.orderpipeline.benchmarks.report.Report;
import io.orderpipeline.benchmarks.report.Spread;
import io.orderpipeline.benchmarks.report.Table;
import io.orderpipeline.benchmarks.server.Jvm;
import io.orderpipeline.benchmarks.server.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Both services in one JVM, compared with an older jar of the launcher. */
final class VersionsBenchmark implements Benchmark {

    private static final int CONNECTIONS = 64;
    private static final double RATE = 1_000;

    private final Map<String, Path> jars = new LinkedHashMap<>();

    /** @param before the older jar */
    VersionsBenchmark(Path before) {
        jars.put("before", before.toAbsolutePath());
        jars.put("now", ServiceUnderTest.launcherJar());
    }

    @Override
    public Report run(Path scratch) throws Exception {
        Map<String, List<Round>> rounds = new LinkedHashMap<>();
        Map<String, ServiceUnderTest> services = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Path> jar : jars.entrySet()) {
                services.put(
                        jar.getKey(), ServiceUnderTest.jar(scratch.resolve(jar.getKey()), jar.getValue(), Jvm.usual()));
            }
            for (ServiceUnderTest service : services.values()) {
                post(service, Pace.closedLoop(Settings.WARM_UP));
            }
            for (int i = 0; i < Settings.ROUNDS; i++) {
                for (Map.Entry<String, ServiceUnderTest> service : services.entrySet()) {
                    rounds.computeIfAbsent(service.getKey(), name -> new ArrayList<>())
                            .add(round(service.getValue()));
                }
            }
        } finally {
            services.values().forEach(ServiceUnderTest::close);
        }
        return report(rounds, starts(scratch));
    }

    private record Round(double perSecond, double micros, double p50, double p99) {}

    private static Round round(ServiceUnderTest service) throws IOException {
        long cpu = service.cpu().toNanos();
        LoadResult closed = post(service, Pace.closedLoop(Settings.ROUND));
        double micros = (service.cpu().toNanos() - cpu) / 1e3 / closed.accepted();
        LoadResult open = post(service, new Pace(RATE, Settings.ROUND));
        return new Round(closed.acceptedPerSecond(), micros, open.millis(50), open.millis(99));
    }

    private static LoadResult post(ServiceUnderTest service, Pace pace) throws IOException {
        try (HttpLoad load = new HttpLoad(service.port(), CONNECTIONS)) {
            return load.run(pace);
        }
    }

    private Map<String, List<Double>> starts(Path scratch) throws IOException {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int i = 0; i < Settings.ROUNDS; i++) {
            for (Map.Entry<String, Path> jar : jars.entrySet()) {
                Path folder = Files.createTempDirectory(scratch, "start");
                seconds.computeIfAbsent(jar.getKey(), name -> new ArrayList<>())
                        .add(StartBenchmark.secondsToFirstOrder(folder, jar.getValue(), Jvm.usual()));
            }
        }
        return seconds;
    }

    private static Report report(Map<String, List<Round>> rounds, Map<String, List<Double>> starts) {
        Table table = new Table(
                "",
                "orders per second",
                "CPU time per order (us)",
                "p50 at 1,000 per second (ms)",
                "p99 (ms)",
                "first 202 after (s)");
        rounds.forEach((name, some) -> table.row(
                name,
                of(some, Round::perSecond).whole(),
                of(some, Round::micros).decimals(),
                of(some, Round::p50).decimals(),
                of(some, Round::p99).decimals(),
                Spread.of(starts.getOrDefault(name, List.of())).decimals()));
        List<Round> before = rounds.getOrDefault("before", List.of());
        List<Round> now = rounds.getOrDefault("now", List.of());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            ratios.add(now.get(i).micros() / before.get(i).micros());
        }
        return new Report("versions", "Against an older version")
                .text("Both services in one JVM, " + CONNECTIONS + " connections, " + Settings.ROUNDS
                        + " alternating rounds of "
                        + Settings.ROUND.toSeconds()
                        + " s, half of them in a closed loop, half on a schedule; median (lowest to highest).")
                .table(table)
                .text("CPU time per order, now / before, within each round: "
                        + Spread.of(ratios).percent() + ".");
    }

    private static Spread of(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure).boxed().toList());
    }
}
