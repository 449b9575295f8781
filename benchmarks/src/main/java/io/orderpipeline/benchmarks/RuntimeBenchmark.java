package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.load.Pace;
import io.orderpipeline.benchmarks.report.BarChart;
import io.orderpipeline.benchmarks.report.Report;
import io.orderpipeline.benchmarks.report.Spread;
import io.orderpipeline.benchmarks.report.Table;
import io.orderpipeline.benchmarks.server.Jvm;
import io.orderpipeline.benchmarks.server.ServiceUnderTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The whole pipeline with different JDKs, garbage collectors and kinds of threads.
 *
 * <p>The property {@code benchmarks.jdks} lists JDK homes, separated by commas; without it only the running JDK is measured.
 */
final class RuntimeBenchmark implements Benchmark {

    private static final int CONNECTIONS = 64;
    private static final int VIRTUAL_SINCE = 21;

    private final Table table =
            new Table("", "orders per second", "compared to the first row", "p99 (ms)", "CPU time per order (us)");
    private final BarChart chart = new BarChart("Orders per second, with their notifications", "/s");

    @Override
    public Report run(Path scratch) throws Exception {
        Map<String, ServiceUnderTest> services = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Jvm> runtime : runtimes().entrySet()) {
                services.put(
                        runtime.getKey(),
                        ServiceUnderTest.pipeline(scratch.resolve("service" + services.size()), runtime.getValue()));
            }
            for (ServiceUnderTest service : services.values()) {
                Turn.of(service, CONNECTIONS, Pace.closedLoop(Settings.WARM_UP));
            }
            measure(services);
        } finally {
            services.values().forEach(ServiceUnderTest::close);
        }
        return new Report("runtime", "JDKs, collectors and threads")
                .text("Both services in one JVM, " + CONNECTIONS + " connections, " + Settings.ROUNDS
                        + " alternating rounds of "
                        + Settings.ROUND.toSeconds()
                        + " s; median (lowest to highest), ratios within each round.")
                .table(table)
                .chart(chart);
    }

    private static Map<String, Jvm> runtimes() throws IOException, InterruptedException {
        Map<String, Jvm> runtimes = new LinkedHashMap<>();
        String homes = System.getProperty("benchmarks.jdks", System.getProperty("java.home"));
        for (String home : homes.split(",", -1)) {
            int version = version(Path.of(home));
            Jvm usual = Jvm.of(Path.of(home));
            runtimes.put("JDK " + version, usual);
            runtimes.put("JDK " + version + ", parallel collector", usual.with("-XX:+UseParallelGC"));
            if (version >= VIRTUAL_SINCE) {
                runtimes.put(
                        "JDK " + version + ", virtual threads",
                        usual.withArgument("--spring.threads.virtual.enabled=true"));
            }
        }
        return runtimes;
    }

    private static int version(Path home) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(home.resolve("bin").resolve("java").toString(), "-version")
                .redirectErrorStream(true)
                .start();
        String answer = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        program.waitFor();
        return Runtime.Version.parse(answer.split("\"", -1)[1]).feature();
    }

    private void measure(Map<String, ServiceUnderTest> services) throws IOException {
        Map<String, List<Figures>> figures = new LinkedHashMap<>();
        for (int round = 0; round < Settings.ROUNDS; round++) {
            double first = 0;
            for (Map.Entry<String, ServiceUnderTest> service : services.entrySet()) {
                Turn turn = Turn.of(service.getValue(), CONNECTIONS, Pace.closedLoop(Settings.ROUND));
                double perSecond = turn.load().acceptedPerSecond();
                first = first == 0 ? perSecond : first;
                figures.computeIfAbsent(service.getKey(), name -> new ArrayList<>())
                        .add(new Figures(
                                perSecond, perSecond / first, turn.load().millis(99), turn.cpuMicros()));
            }
        }
        figures.forEach((name, rounds) -> {
            Spread perSecond = Spread.of(rounds.stream().map(Figures::perSecond).toList());
            table.row(
                    name,
                    perSecond.whole(),
                    Spread.of(rounds.stream().map(Figures::ratio).toList()).percent(),
                    String.format(
                            Locale.ROOT,
                            "%.1f",
                            Spread.of(rounds.stream().map(Figures::p99).toList())
                                    .median()),
                    String.format(
                            Locale.ROOT,
                            "%.0f",
                            Spread.of(rounds.stream().map(Figures::micros).toList())
                                    .median()));
            chart.bar(name, perSecond.median(), 1);
        });
    }

    private record Figures(double perSecond, double ratio, double p99, double micros) {}
}
