package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.load.HttpLoad;
import io.orderpipeline.benchmarks.load.LoadResult;
import io.orderpipeline.benchmarks.load.Pace;
import io.orderpipeline.benchmarks.report.BarChart;
import io.orderpipeline.benchmarks.report.Report;
import io.orderpipeline.benchmarks.report.Table;
import io.orderpipeline.benchmarks.server.Jvm;
import io.orderpipeline.benchmarks.server.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Where an order's CPU time and memory go, sampled by the JDK's flight recorder. */
final class ProfileBenchmark implements Benchmark {

    private static final int CONNECTIONS = 64;

    @Override
    public Report run(Path scratch) throws Exception {
        Path recording = Path.of(System.getProperty(
                "benchmarks.recording", scratch.resolve("profile.jfr").toString()));
        Jvm recorded = Jvm.usual()
                .with("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording + ",delay="
                        + Settings.WARM_UP.plus(Settings.ROUND).toSeconds() + "s");
        Turn turn;
        try (ServiceUnderTest pipeline = ServiceUnderTest.pipeline(scratch, recorded);
                HttpLoad load = new HttpLoad(pipeline.port(), CONNECTIONS)) {
            load.run(Pace.closedLoop(Settings.WARM_UP.plus(Settings.ROUND)));
            turn = Turn.of(pipeline, load, Pace.closedLoop(Settings.ROUND.multipliedBy(6)));
        }
        return report(recording, turn.load(), turn.cpuMicros());
    }

    private static Report report(Path recording, LoadResult result, double micros) throws IOException {
        Map<Layer, Double> time = new EnumMap<>(Layer.class);
        Map<Layer, Double> bytes = new EnumMap<>(Layer.class);
        Set<Long> allocating = new HashSet<>();
        try (RecordingFile events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getStackTrace() != null) {
                    switch (event.getEventType().getName()) {
                        case "jdk.ExecutionSample" -> time.merge(Layer.of(event.getStackTrace()), 1.0, Double::sum);
                        case "jdk.ObjectAllocationSample" -> {
                            // A thread's first sample counts everything since the thread started, long before the
                            // recording.
                            if (!allocating.add(event.getThread().getId())) {
                                bytes.merge(
                                        Layer.of(event.getStackTrace()), (double) event.getLong("weight"), Double::sum);
                            }
                        }
                        default -> {}
                    }
                }
            }
        }
        double samples = sum(time);
        Table table = new Table("layer", "share of the samples", "memory per order (bytes)");
        BarChart chart = new BarChart("Where the time of an order goes", "%");
        for (Layer layer : Layer.values()) {
            double share = 100 * time.getOrDefault(layer, 0.0) / samples;
            table.row(
                    layer.title(),
                    String.format(Locale.ROOT, "%.0f %%", share),
                    String.format(Locale.ROOT, "%,.0f", bytes.getOrDefault(layer, 0.0) / result.accepted()));
            chart.bar(layer.title(), share, 1);
        }
        return new Report("profile", "Where the time of an order goes")
                .text(String.format(
                        Locale.ROOT,
                        "Both services in one JVM, %d connections in a closed loop, %,.0f orders per second, under the flight recorder. An order"
                                + " took %.0f us of CPU time and %,.0f bytes of memory, from the socket to both notifications. The %,.0f samples"
                                + " show Java code only; the kernel's work for it (network, disk, waking threads) is only in the CPU time. A sample"
                                + " belongs to the first frame from the top that is neither the JDK's nor the JSON library's.",
                        CONNECTIONS,
                        result.acceptedPerSecond(),
                        micros,
                        sum(bytes) / result.accepted(),
                        samples))
                .table(table)
                .chart(chart);
    }

    private static double sum(Map<Layer, Double> figures) {
        return figures.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
