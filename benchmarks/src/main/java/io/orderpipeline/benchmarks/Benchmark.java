package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.report.Report;
import java.nio.file.Path;

/** A benchmark. */
interface Benchmark {

    /**
     * Runs the benchmark, which takes minutes.
     *
     * @param scratch an empty folder for the services' data
     */
    Report run(Path scratch) throws Exception;
}
