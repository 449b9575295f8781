package io.orderpipeline.tools.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Summarizes a load in one line: its rate, its answers, and whether it slowed down. Thread-safe. */
final class LoadSummary {

    private static final int THIRDS = 3;

    private final long start;
    private final long length;
    private final Map<String, Long> answers = new TreeMap<>();
    private final Map<Long, Long> inSecond = new TreeMap<>();
    private final List<Long> acceptedMillis = new ArrayList<>();
    private final long[] acceptedInThird = new long[THIRDS];

    /**
     * An empty summary.
     *
     * @param start  when the load started, by {@link System#nanoTime}
     * @param length how long the load will run, in nanoseconds
     */
    LoadSummary(long start, long length) {
        this.start = start;
        this.length = length;
    }

    synchronized void add(String status, long sentAt, long answeredAt) {
        answers.merge(status, 1L, Long::sum);
        inSecond.merge(TimeUnit.NANOSECONDS.toSeconds(answeredAt - start), 1L, Long::sum);
        if (status.equals("202")) {
            acceptedMillis.add(TimeUnit.NANOSECONDS.toMillis(answeredAt - sentAt));
            acceptedInThird[(int) Math.min(THIRDS - 1, (answeredAt - start) * THIRDS / length)]++;
        }
    }

    @Override
    public synchronized String toString() {
        double seconds = (System.nanoTime() - start) / 1e9;
        long all = answers.values().stream().mapToLong(Long::longValue).sum();
        long best = inSecond.values().stream().mapToLong(Long::longValue).max().orElse(0);
        long[] sorted =
                acceptedMillis.stream().mapToLong(Long::longValue).sorted().toArray();
        long p99 = sorted.length == 0 ? 0 : sorted[sorted.length * 99 / 100];
        return String.format(
                Locale.ROOT,
                "load seconds=%.1f per_second=%.0f best_second=%d accepted_p99_ms=%d accepted_in_thirds=%s answers=%s",
                seconds,
                all / seconds,
                best,
                p99,
                Arrays.toString(acceptedInThird).replaceAll("[\\[\\] ]", ""),
                answers);
    }
}
