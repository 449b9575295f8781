package io.orderpipeline.launcher.live;

import java.util.Arrays;
import java.util.OptionalDouble;

/** The newest latencies from acceptance to notification. Thread-safe. */
final class Latencies {

    private static final int KEPT = 512;
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] nanos = new long[KEPT];
    private int count;

    synchronized void add(long latencyNanos) {
        nanos[count % KEPT] = latencyNanos;
        count++;
        if (count == 2 * KEPT) {
            count = KEPT;
        }
    }

    /** The latencies added since the last call, sorted; only the newest when there were more than are kept. */
    synchronized Sample drain() {
        long[] sorted = Arrays.copyOf(nanos, Math.min(count, KEPT));
        Arrays.sort(sorted);
        count = 0;
        return new Sample(sorted);
    }

    /** Some latencies, sorted. */
    static final class Sample {

        private final long[] sorted;

        private Sample(long[] sorted) {
            this.sorted = sorted;
        }

        /** The quantile in milliseconds, from 0 to 1; empty without latencies. */
        OptionalDouble quantile(double share) {
            if (sorted.length == 0) {
                return OptionalDouble.empty();
            }
            int index = (int) Math.ceil(share * sorted.length) - 1;
            return OptionalDouble.of(sorted[Math.max(0, index)] / NANOS_PER_MILLI);
        }
    }
}
