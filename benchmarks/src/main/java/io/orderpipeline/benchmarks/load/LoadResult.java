package io.orderpipeline.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * The result of a load.
 *
 * @param accepted  orders answered 202
 * @param refused   orders answered otherwise
 * @param nanos     from the first request to the last answer
 * @param latencies of accepted orders, in nanoseconds, from when each request was due
 */
public record LoadResult(long accepted, long refused, long nanos, Histogram latencies) {

    public double acceptedPerSecond() {
        return accepted * 1e9 / nanos;
    }

    /** A percentile of the latencies, in milliseconds. */
    public double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
