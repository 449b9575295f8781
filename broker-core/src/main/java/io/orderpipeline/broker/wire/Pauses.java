package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.util.function.LongSupplier;

/** When to try again what has failed: after pauses that double, and never before the far end has asked for. For one thread. */
final class Pauses {

    private final Duration first;
    private final Duration longest;
    private final LongSupplier nanoTime;
    private Duration next;
    private long over;

    Pauses(ReceiveSettings settings, LongSupplier nanoTime) {
        this.first = settings.firstProbe();
        this.longest = settings.longestPause();
        this.nanoTime = nanoTime;
        this.next = first;
        this.over = nanoTime.getAsLong();
    }

    /** Begins the next pause. */
    void begin(Throwable failure) {
        Duration asked = failure instanceof Outage outage ? outage.retryAfter() : Duration.ZERO;
        over = nanoTime.getAsLong() + (asked.compareTo(next) > 0 ? asked : next).toNanos();
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /** What is left of the pause; zero when it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, over - nanoTime.getAsLong()));
    }

    /** It went well: the next failure is a new one. */
    void reset() {
        next = first;
        over = nanoTime.getAsLong();
    }
}
