package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tracks whether the far end is in an outage and when to probe it next. The phase number goes up when an outage begins and when it
 * ends: odd phases are outages.
 */
final class OutageWatch {

    private final long firstPause;
    private final long longestPause;
    private final LongSupplier nanoTime;

    private int phase;
    private long phaseBegan;
    private long pause;
    private long nextProbeAt;

    OutageWatch(Duration firstPause, Duration longestPause, LongSupplier nanoTime) {
        this.firstPause = firstPause.toNanos();
        this.longestPause = longestPause.toNanos();
        this.nanoTime = nanoTime;
        this.phaseBegan = nanoTime.getAsLong();
        this.pause = this.firstPause;
    }

    int phase() {
        return phase;
    }

    boolean isOn() {
        return phase % 2 == 1;
    }

    Duration lasted() {
        return Duration.ofNanos(nanoTime.getAsLong() - phaseBegan);
    }

    long nanosUntilProbe() {
        return nextProbeAt - nanoTime.getAsLong();
    }

    /** A far end that fails again soon after it recovered is probed as slowly as before. */
    void begin(Throwable failure) {
        long now = nanoTime.getAsLong();
        if (now - phaseBegan >= longestPause) {
            pause = firstPause;
        }
        phase++;
        phaseBegan = now;
        nextProbeAt = now;
        planProbe();
        postpone(failure);
    }

    void planProbe() {
        nextProbeAt = nanoTime.getAsLong() + pause;
        pause = Math.min(2 * pause, longestPause);
    }

    /** Waits at least as long as the far end asked for. */
    void postpone(Throwable failure) {
        if (failure instanceof Outage unavailable) {
            long asked = nanoTime.getAsLong() + unavailable.retryAfter().toNanos();
            if (asked - nextProbeAt > 0) {
                nextProbeAt = asked;
            }
        }
    }

    void end() {
        phase++;
        phaseBegan = nanoTime.getAsLong();
    }
}
