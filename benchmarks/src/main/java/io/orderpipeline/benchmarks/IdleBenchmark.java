package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.load.HttpLoad;
import io.orderpipeline.benchmarks.load.Pace;
import io.orderpipeline.benchmarks.report.Report;
import io.orderpipeline.benchmarks.report.Table;
import io.orderpipeline.benchmarks.server.Jvm;
import io.orderpipeline.benchmarks.server.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The cost of an idle pipeline. */
final class IdleBenchmark implements Benchmark {

    private static final Duration REST = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration TRACED = Duration.ofSeconds(20);

    @Override
    public Report run(Path scratch) throws Exception {
        try (ServiceUnderTest pipeline = ServiceUnderTest.pipeline(scratch, Jvm.usual())) {
            try (HttpLoad load = new HttpLoad(pipeline.port(), 1)) {
                load.run(new Pace(50, Settings.ROUND));
            }
            TimeUnit.SECONDS.sleep(REST.toSeconds());
            Duration before = pipeline.cpu();
            TimeUnit.SECONDS.sleep(IDLE.toSeconds());
            Duration used = pipeline.cpu().minus(before);
            Path trace = scratch.resolve("trace");
            boolean traced = trace(pipeline.pid(), trace);
            Table table = new Table("", "per minute")
                    .row("CPU time (ms)", String.format(Locale.ROOT, "%d", used.toMillis()))
                    .row(
                            "system calls of all threads",
                            traced ? perMinute(count(trace, "")) : "not measured: no strace")
                    .row(
                            "system calls on the pipeline's files",
                            traced
                                    ? perMinute(
                                            count(trace, scratch.resolve("data").toString()))
                                    : "not measured: no strace");
            return new Report("idle", "An idle pipeline")
                    .text("Both services in one JVM after some orders and " + REST.toSeconds()
                            + " s of rest. What remains is the housekeeping of the JVM and Tomcat.")
                    .table(table);
        }
    }

    private static String perMinute(long calls) {
        return Long.toString(calls * IDLE.toSeconds() / TRACED.toSeconds());
    }

    private static boolean trace(long pid, Path output) throws InterruptedException {
        try {
            Process strace = new ProcessBuilder(
                            "timeout",
                            Long.toString(TRACED.toSeconds()),
                            "strace",
                            "-f",
                            "-qq",
                            "-y",
                            "-p",
                            Long.toString(pid),
                            "-o",
                            output.toString())
                    .start();
            strace.waitFor();
            return Files.exists(output);
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private static long count(Path trace, String text) throws IOException {
        try (Stream<String> lines = Files.lines(trace)) {
            return lines.filter(line -> line.contains(text)).count();
        }
    }
}
