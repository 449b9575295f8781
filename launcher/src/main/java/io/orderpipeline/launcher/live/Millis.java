package io.orderpipeline.launcher.live;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Times as the page shows them. */
final class Millis {

    private static final double NANOS = 1e6;
    private static final double STEP = 100;

    private Millis() {}

    /** To a hundredth of a millisecond: what is finer only jumps. */
    static double rounded(double millis) {
        return Math.round(millis * STEP) / STEP;
    }

    static @Nullable Double of(OptionalLong nanos) {
        return nanos.isPresent() ? rounded(nanos.getAsLong() / NANOS) : null;
    }
}
