package io.orderpipeline.launcher.live;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Times in the precision that the page shows. */
final class Millis {

    private static final double NANOS = 1e6;
    private static final double STEP = 100;

    private Millis() {}

    /** Rounds to a hundredth of a millisecond; finer digits are noise. */
    static double rounded(double millis) {
        return Math.round(millis * STEP) / STEP;
    }

    static @Nullable Double of(OptionalLong nanos) {
        return nanos.isPresent() ? rounded(nanos.getAsLong() / NANOS) : null;
    }
}
