package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.report.BarChart;
import io.orderpipeline.benchmarks.report.Report;
import io.orderpipeline.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The journal and its group commit, compared with a bare loop of write and sync. */
final class EngineBenchmark implements Benchmark {

    private static final int[] CALLERS = {1, 8, 64, 512};

    @Override
    public Report run(Path scratch) throws Exception {
        Table table = new Table(
                "callers",
                "records per sync",
                "bare loop (records/s)",
                "journal, asynchronous (records/s)",
                "journal / bare",
                "journal, blocking (records/s)",
                "journal / bare");
        BarChart chart = new BarChart("Records made durable per second", "/s");
        for (int callers : CALLERS) {
            double inFlight = score(scratch, "inFlight", 1, callers, 1);
            double batch = recordsPerSync(scratch);
            double bare = score(scratch, "bare", 1, 1, (int) Math.round(batch)) * Math.round(batch);
            double waiting = score(scratch, "waiting", callers, 1, 1);
            double waitingBatch = recordsPerSync(scratch);
            double bareForWaiting =
                    score(scratch, "bare", 1, 1, (int) Math.round(waitingBatch)) * Math.round(waitingBatch);
            table.row(
                    callers,
                    String.format(Locale.ROOT, "%.0f, %.0f", batch, waitingBatch),
                    whole(bare) + ", " + whole(bareForWaiting),
                    whole(inFlight),
                    percent(inFlight / bare),
                    whole(waiting),
                    percent(waiting / bareForWaiting));
            chart.bar(callers + " callers, bare loop", bare, 0);
            chart.bar(callers + " callers, journal", inFlight, 1);
        }
        return new Report("engine", "The journal against the disk")
                .text("Records of " + JournalState.RECORD
                        + " bytes, measured with JMH. The bare loop writes as many bytes with one"
                        + " `FileChannel.write` and `force(false)` as the journal put into one sync on average; the journal also numbers, chains and"
                        + " checksums them, and reports each outcome to its caller. Asynchronous callers are requests in flight, as in the"
                        + " service; blocking callers are threads, which also sleep and wake once per record.")
                .table(table)
                .chart(chart);
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * ratio);
    }

    private static double recordsPerSync(Path scratch) throws IOException {
        return Double.parseDouble(Files.readString(scratch.resolve(JournalState.RECORDS_PER_SYNC)));
    }

    private static double score(Path scratch, String method, int threads, int window, int batch)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(JournalAppend.class.getName() + "\\." + method + "$")
                .threads(threads)
                .param("window", Integer.toString(window))
                .param("batch", Integer.toString(batch))
                .param("folder", scratch.toString())
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(Settings.ROUNDS)
                .measurementTime(TimeValue.seconds(1));
        Collection<RunResult> results = new Runner(options.build()).run();
        return results.iterator().next().getPrimaryResult().getScore();
    }
}
