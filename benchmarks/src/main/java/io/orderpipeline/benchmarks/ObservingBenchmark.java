package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.load.Pace;
import io.orderpipeline.benchmarks.load.PageReaders;
import io.orderpipeline.benchmarks.report.Report;
import io.orderpipeline.benchmarks.report.Spread;
import io.orderpipeline.benchmarks.report.Table;
import io.orderpipeline.benchmarks.server.Jvm;
import io.orderpipeline.benchmarks.server.LeanJar;
import io.orderpipeline.benchmarks.server.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The cost of being observable: traces that are switched off, and the live page, closed and open. */
final class ObservingBenchmark implements Benchmark {

    private static final int CONNECTIONS = 64;
    private static final int STREAMS = 20;
    private static final int SILENT = 5;
    private static final Pattern TRACING = Pattern.compile(
            "(opentelemetry|micrometer-tracing|spring-boot-(opentelemetry|micrometer-tracing)|context-propagation).*");

    /** The baseline of all comparisons. */
    private static final String DEFAULT = "default, page closed";

    private static final String OPEN = "page open";

    private final Map<String, List<Turn>> turns = new LinkedHashMap<>();
    private final List<Double> idleClosed = new ArrayList<>();
    private final List<Double> idleOpen = new ArrayList<>();
    private int admitted;

    @Override
    public Report run(Path scratch) throws Exception {
        Path lean = scratch.resolve("lean.jar");
        int leftOut = LeanJar.copy(ServiceUnderTest.launcherJar(), lean, TRACING.asMatchPredicate());
        try (ServiceUnderTest usual = ServiceUnderTest.pipeline(scratch.resolve("usual"), Jvm.usual());
                ServiceUnderTest twin = ServiceUnderTest.pipeline(scratch.resolve("twin"), Jvm.usual());
                ServiceUnderTest untraced = ServiceUnderTest.jar(scratch.resolve("untraced"), lean, Jvm.usual());
                ServiceUnderTest pageless = ServiceUnderTest.pageless(scratch.resolve("pageless"))) {
            Map<String, ServiceUnderTest> others = new LinkedHashMap<>();
            others.put("the same again, in another JVM", twin);
            others.put("without the " + leftOut + " tracing libraries", untraced);
            others.put("without the page", pageless);
            warmUp(usual);
            for (ServiceUnderTest other : others.values()) {
                Turn.of(other, CONNECTIONS, Pace.closedLoop(Settings.WARM_UP));
            }
            for (int round = 0; round < Settings.ROUNDS; round++) {
                measure(DEFAULT, usual);
                try (PageReaders readers = open(usual)) {
                    admitted = readers.admitted();
                    measure(OPEN, usual);
                }
                for (Map.Entry<String, ServiceUnderTest> other : others.entrySet()) {
                    measure(other.getKey(), other.getValue());
                }
            }
            rest(usual);
        }
        return report();
    }

    /** Half of the warm-up has readers, so that the page's code is compiled too. */
    private void warmUp(ServiceUnderTest usual) throws IOException {
        Pace half = Pace.closedLoop(Settings.WARM_UP.dividedBy(2));
        Turn.of(usual, CONNECTIONS, half);
        try (PageReaders readers = open(usual)) {
            admitted = readers.admitted();
            Turn.of(usual, CONNECTIONS, half);
        }
    }

    private static PageReaders open(ServiceUnderTest usual) throws IOException {
        return PageReaders.open(usual.port(), STREAMS, SILENT);
    }

    private void measure(String name, ServiceUnderTest service) throws IOException {
        turns.computeIfAbsent(name, first -> new ArrayList<>())
                .add(Turn.of(service, CONNECTIONS, Pace.closedLoop(Settings.ROUND)));
    }

    private void rest(ServiceUnderTest usual) throws IOException, InterruptedException {
        for (int round = 0; round < Settings.ROUNDS; round++) {
            idleClosed.add(millisASecond(usual));
            try (PageReaders readers = open(usual)) {
                admitted = readers.admitted();
                idleOpen.add(millisASecond(usual));
            }
        }
    }

    private static double millisASecond(ServiceUnderTest service) throws InterruptedException {
        long before = service.cpu().toMillis();
        TimeUnit.SECONDS.sleep(Settings.ROUND.toSeconds());
        return (service.cpu().toMillis() - before) / (double) Settings.ROUND.toSeconds();
    }

    private Report report() {
        Table load = new Table("", "orders per second", "CPU time per order (us)", "compared to the first row");
        turns.forEach((name, rounds) -> load.row(
                name,
                Spread.of(rounds.stream()
                                .map(turn -> turn.load().acceptedPerSecond())
                                .toList())
                        .whole(),
                Spread.of(rounds.stream().map(Turn::cpuMicros).toList()).whole(),
                ratios(rounds).decimals()));
        Table idle = new Table("", "CPU time of an idle pipeline (ms per second)")
                .row("page closed", Spread.of(idleClosed).decimals())
                .row(OPEN, Spread.of(idleOpen).decimals());
        return new Report("observing", "The price of being observable")
                .text("Both services in one JVM under " + CONNECTIONS + " connections, in " + Settings.ROUNDS
                        + " alternating rounds of " + Settings.ROUND.toSeconds()
                        + " s; median (lowest to highest), CPU time ratios within each round. The first two rows are the same JVM;"
                        + " the others are separate JVMs, which differ slightly even when they run the same: the third row repeats"
                        + " the first and shows by how much.")
                .text("While the page is open, " + STREAMS + " streams are requested, of which " + admitted
                        + " are admitted and " + SILENT
                        + " are never read. Traces are off, as always without the profile otel.")
                .table(load)
                .table(idle);
    }

    private Spread ratios(List<Turn> rounds) {
        List<Turn> first = turns.getOrDefault(DEFAULT, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds.size(); round++) {
            ratios.add(rounds.get(round).cpuMicros() / first.get(round).cpuMicros());
        }
        return Spread.of(ratios);
    }
}
