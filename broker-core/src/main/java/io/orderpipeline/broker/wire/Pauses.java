package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Schedules retries: pauses that double, and never shorter than the far end asked for. Not thread-safe. */
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

    /** The time left of the pause; zero when it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, over - nanoTime.getAsLong()));
    }

    /** Call after a success: the next failure starts with the first pause again. */
    void reset() {
        next = first;
        over = nanoTime.getAsLong();
    }
}
