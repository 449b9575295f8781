package io.orderpipeline.broker.wire;

import java.time.Duration;

/**
 * How messages are received.
 *
 * @param window       how many notifications may be unfinished at a time, at least 1
 * @param firstProbe   the pause before the first probe of an outage, doubled after each
 * @param longestPause the longest pause between two probes
 * @param stopGrace    how long a stop waits for the events that are being handled
 */
public record ReceiveSettings(int window, Duration firstProbe, Duration longestPause, Duration stopGrace) {

    /** What fits brokers of all kinds. */
    public static ReceiveSettings usual() {
        return new ReceiveSettings(4_000, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(5));
    }
}
