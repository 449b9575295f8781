package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs the named benchmarks, or all, from the project's folder, and writes their reports into {@code docs/performance}.
 *
 * <p>Properties: {@code benchmarks.scratch} is the folder for the services' files, {@code benchmarks.rounds} how often each measurement is
 * repeated, {@code benchmarks.seconds} how long each takes, {@code benchmarks.before} an older launcher jar for the benchmark
 * {@code versions}.
 */
public final class Benchmarks {

    private static final Path REPORTS = Path.of("docs", "performance");
    private static final Map<String, Supplier<Benchmark>> ALL = all();

    private Benchmarks() {}

    public static void main(String[] names) throws Exception {
        List<String> wanted = names.length == 0 ? new ArrayList<>(ALL.keySet()) : Arrays.asList(names);
        for (String name : wanted) {
            Supplier<Benchmark> benchmark = ALL.get(name);
            if (benchmark == null) {
                System.err.println("unknown benchmark " + name + "; there are " + ALL.keySet());
                System.exit(2);
            } else {
                measure(benchmark.get());
            }
        }
        // Frameworks leave threads behind.
        System.exit(0);
    }

    private static Map<String, Supplier<Benchmark>> all() {
        Map<String, Supplier<Benchmark>> all = new LinkedHashMap<>();
        all.put("durability", DurabilityBenchmark::new);
        all.put("engine", EngineBenchmark::new);
        all.put("latency", LatencyBenchmark::new);
        all.put("growth", GrowthBenchmark::new);
        all.put("catch-up", CatchUpBenchmark::new);
        all.put("import", ImportBenchmark::new);
        all.put("postgres", DatabaseBenchmark::new);
        all.put("postgres-growth", DatabaseGrowthBenchmark::new);
        all.put("buses", BusBenchmark::new);
        all.put("idle", IdleBenchmark::new);
        all.put("start", StartBenchmark::new);
        all.put("runtime", RuntimeBenchmark::new);
        all.put("profile", ProfileBenchmark::new);
        all.put("observing", ObservingBenchmark::new);
        String before = System.getProperty("benchmarks.before");
        if (before != null) {
            all.put("versions", () -> new VersionsBenchmark(Path.of(before)));
        }
        return all;
    }

    private static void measure(Benchmark benchmark) throws Exception {
        Path parent = Path.of(System.getProperty("benchmarks.scratch", System.getProperty("java.io.tmpdir")));
        Path scratch = Files.createTempDirectory(parent, "benchmark");
        try {
            Report report = benchmark.run(scratch);
            report.writeTo(REPORTS);
            System.out.println(report);
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
