package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.report.Report;
import java.nio.file.Path;

/** One thing that is measured. */
interface Benchmark {

    /**
     * Measures it, which takes minutes.
     *
     * @param scratch an empty folder for what the services store
     */
    Report run(Path scratch) throws Exception;
}
