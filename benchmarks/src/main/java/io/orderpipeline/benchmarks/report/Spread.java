package io.orderpipeline.benchmarks.report;

import java.util.Collection;
import java.util.Locale;

/** The median, minimum and maximum of several rounds. */
public record Spread(double median, double min, double max) {

    /**
     * The spread of these rounds.
     *
     * @param rounds at least one
     */
    public static Spread of(Collection<Double> rounds) {
        double[] sorted =
                rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Such as {@code 11,250 (10,900 to 11,400)}. */
    public String whole() {
        return String.format(Locale.ROOT, "%,.0f (%,.0f to %,.0f)", median, min, max);
    }

    /** With two decimals. */
    public String decimals() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, min, max);
    }

    /** Such as {@code 96 % (93 to 98)}. */
    public String percent() {
        return String.format(Locale.ROOT, "%.0f %% (%.0f to %.0f)", median * 100, min * 100, max * 100);
    }
}
