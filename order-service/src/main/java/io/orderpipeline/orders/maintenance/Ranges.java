package io.orderpipeline.orders.maintenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ascending numbers, stored as ranges because damage comes in runs. Not thread-safe. */
final class Ranges {

    private static final int SHOWN = 20;

    private final List<long[]> ranges = new ArrayList<>();
    private long count;

    void add(long seq) {
        addAll(seq, seq);
    }

    /** Adds a range, both ends included; does nothing when {@code last} is less than {@code first}. */
    void addAll(long first, long last) {
        if (last < first) {
            return;
        }
        count += last - first + 1;
        long[] newest = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
        if (newest != null && newest[1] + 1 == first) {
            newest[1] = last;
        } else {
            ranges.add(new long[] {first, last});
        }
    }

    long count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** For people: {@code 3-5, 9}; of very many ranges, only the first. */
    @Override
    public String toString() {
        List<String> shown = ranges.stream()
                .limit(SHOWN)
                .map(range -> range[0] == range[1] ? "" + range[0] : range[0] + "-" + range[1])
                .toList();
        String text = String.join(", ", shown);
        return ranges.size() > SHOWN
                ? String.format(Locale.ROOT, "%s and %d more ranges", text, ranges.size() - SHOWN)
                : text;
    }
}
